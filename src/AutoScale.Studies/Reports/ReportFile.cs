using System.Text;

using AutoScale.Reporting;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Reports;

/// <summary>A report as a file.</summary>
public static class ReportFile
{
    /// <summary>Makes the report of what a path holds and writes it, whole or not at all.</summary>
    /// <param name="source">The folder of a run or a study, or a trace file.</param>
    /// <param name="target">The HTML file.</param>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read, or the report not be written.</exception>
    public static void Write(string source, string target)
    {
        ReportPage page = ReportReader.Read(source);
        AtomicFile.Write(target, stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            page.Write(writer);
        });
    }
}

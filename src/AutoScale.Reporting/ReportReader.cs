using AutoScale.Reporting.Analyses;
using AutoScale.Reporting.Comparisons;
using AutoScale.Reporting.Runs;
using AutoScale.Runs;

namespace AutoScale.Reporting;

/// <summary>Makes the report of whatever a path holds.</summary>
public static class ReportReader
{
    private static readonly string[] RunParts = [RunFileNames.Config, RunFileNames.Summary, RunFileNames.Trace, RunFileNames.Metrics, RunFileNames.Weights];

    /// <summary>Whether there is anything to report on.</summary>
    /// <param name="path">A file or folder.</param>
    /// <returns>Whether it is the folder of a run, a comparison or an analysis, or a file, which can only be a trace.</returns>
    public static bool Holds(string path) => File.Exists(path) || ((string[])[ComparisonRecord.FileName, AnalysisRecord.FileName, .. RunParts]).Any(name => Has(path, name));

    /// <summary>Reads the files and gathers the report.</summary>
    /// <param name="path">The folder of a run, finished or not, of a comparison or of an analysis; or a trace file, this library's or another program's.</param>
    /// <returns>The page.</returns>
    /// <exception cref="FormatException">A file is damaged, or there is nothing to report on; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportPage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path))
        {
            return RunReport.Of(RunFiles.OfTrace(path));
        }

        if (Has(path, ComparisonRecord.FileName))
        {
            string file = Path.Combine(path, ComparisonRecord.FileName);
            return ComparisonReport.Of(ComparisonRecord.Parse(File.ReadAllText(file), file), path);
        }

        if (Has(path, AnalysisRecord.FileName))
        {
            string file = Path.Combine(path, AnalysisRecord.FileName);
            return AnalysisReport.Of(AnalysisRecord.Parse(File.ReadAllText(file), file), path);
        }

        return RunParts.Any(name => Has(path, name))
            ? RunReport.Of(RunFiles.OfFolder(path))
            : throw new FormatException($"{path} holds nothing to report on: expected the folder of a run, a comparison or an analysis, or a trace file.");
    }

    private static bool Has(string folder, string name) => File.Exists(Path.Combine(folder, name));
}

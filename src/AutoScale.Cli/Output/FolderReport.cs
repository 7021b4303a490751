using AutoScale.Runs;
using AutoScale.Studies.Reports;

namespace AutoScale.Cli.Output;

/// <summary>The report that training ends with.</summary>
internal static class FolderReport
{
    /// <summary>Writes the report into the folder that it is about, or says on standard error why it could not be: what was trained is there all the same.</summary>
    /// <param name="folder">The folder of a run or a study.</param>
    /// <param name="environment">Where a failure is told.</param>
    /// <returns>The report's path; null where it was not written.</returns>
    public static string? Write(string folder, CommandEnvironment environment)
    {
        string path = Path.Combine(folder, RunFileNames.Report);
        try
        {
            ReportFile.Write(folder, path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            environment.Error.WriteLine($"The report was not written: {Wording.Of(exception)}");
            return null;
        }
    }

    /// <summary>Tells where the report is.</summary>
    /// <param name="path">Its path; null where there is none.</param>
    /// <param name="environment">Where it is told.</param>
    public static void Tell(string? path, CommandEnvironment environment)
    {
        if (path is not null)
        {
            environment.Out.WriteLine($"Report: {path}");
        }
    }
}

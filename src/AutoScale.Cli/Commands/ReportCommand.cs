using System.CommandLine;

using AutoScale.Reporting;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Reports;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale report FOLDER: a run or a study as one HTML page.</summary>
internal static class ReportCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment)
    {
        Argument<string> source = new("folder") { Description = "The folder of a run, a comparison or an analysis, finished or not; or a trace file, whoever wrote it" };
        Option<string?> target = new("--out", "-o") { HelpName = "file", Description = "The HTML file [default: report.html in the folder; beside a trace file]" };
        Command command = new("report", "Shows a run or a study as one HTML page that needs no network.") { source, target };
        command.SetAction(parsed =>
        {
            string from = environment.Resolve(parsed.GetRequiredValue(source));
            if (!ReportReader.Holds(from))
            {
                string fault = Directory.Exists(from) ? "holds nothing to report on" : "does not exist";
                throw new ConfigurationException($"{from} {fault}: expected the folder of a run, a comparison or an analysis, or a trace file.");
            }

            string to = parsed.GetValue(target) is { } chosen ? environment.Resolve(chosen)
                : File.Exists(from) ? Path.ChangeExtension(from, ".html")
                : Path.Combine(from, RunFileNames.Report);
            RequirePage(to);
            ReportFile.Write(from, to);
            environment.Out.WriteLine($"Report: {to}");
            return ExitCode.Success;
        });
        return command;
    }

    // A report replaces what is there, so it must never be given the name of a trace or a checkpoint.
    private static void RequirePage(string path)
    {
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"--out {path} is not the name of a page: expected a file that ends in .html.");
        }
    }
}

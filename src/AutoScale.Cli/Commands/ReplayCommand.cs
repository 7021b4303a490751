using System.CommandLine;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Replays;
using AutoScale.Studies.Runs;
using AutoScale.Training;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale replay TRACE: weights from a recorded trace for any choice of cost, windows, predictor and alpha.</summary>
internal static class ReplayCommand
{
    private const string TraceFile = "trace.jsonl";

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment)
    {
        Argument<string> trace = new("trace") { Description = "A trace file, or a run folder with one; docs/trace-format.md says how other programs write it" };
        ReplayOptions options = new();
        Option<bool> json = SharedOptions.Json("Print one JSON object");
        Command command = new("replay", "Finds AutoScale's weights from a recorded trace, without training.") { trace };
        options.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            ReplayGrid grid = options.Read(parsed, new ReplayGrid());
            string path = Locate(environment.Resolve(parsed.GetRequiredValue(trace)));
            string folder = Path.GetDirectoryName(path)!;
            if (RunFolders.HoldsRun(folder))
            {
                grid = options.Read(parsed, ReplayGrid.OfRun(folder));
            }

            ReplayReport report = Solve(path, grid, environment.Time);
            if (parsed.GetValue(json))
            {
                JsonText.WriteLine(environment.Out, report.ToJson());
            }
            else
            {
                report.Print(environment);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string Locate(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, TraceFile) : path;
        return File.Exists(file) ? file : throw new ConfigurationException($"There is no trace {file}: expected a trace file or the folder of a run.");
    }

    private static ReplayReport Solve(string path, ReplayGrid grid, TimeProvider time)
    {
        try
        {
            using StreamReader reader = new(path);
            Trace recorded = Trace.Read(reader);
            long start = time.GetTimestamp();
            IReadOnlyList<ReplayRow> rows = Replay.Solve(recorded, grid);
            return rows.Any(row => row.Solution is not null)
                ? new ReplayReport(path, recorded, rows, time.GetElapsedTime(start))
                : throw new FormatException(rows[0].Problem);
        }
        catch (FormatException exception)
        {
            throw new TrainingException($"{path}: {exception.Message}", exception);
        }
    }
}

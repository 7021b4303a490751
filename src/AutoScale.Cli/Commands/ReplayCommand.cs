using System.CommandLine;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Replays;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale replay TRACE: weights from a recorded trace for any choice of cost, windows, predictor and alpha.</summary>
internal static class ReplayCommand
{
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
            string path = TraceFile.Locate(environment.Resolve(parsed.GetRequiredValue(trace)));
            string folder = Path.GetDirectoryName(path)!;
            if (RunFolders.HoldsRun(folder))
            {
                grid = options.Read(parsed, ReplayGrid.OfRun(folder));
            }

            ReplayReport report = TraceFile.Read(path, recorded => Solve(path, recorded, grid, environment.Time));
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

    private static ReplayReport Solve(string path, Trace recorded, ReplayGrid grid, TimeProvider time)
    {
        long start = time.GetTimestamp();
        IReadOnlyList<ReplayRow> rows = Replay.Solve(recorded, grid);
        return rows.Any(row => row.Solution is not null)
            ? new ReplayReport(path, recorded, rows, time.GetElapsedTime(start))
            : throw new FormatException(rows[0].Problem);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

using Spectre.Console;

namespace AutoScale.Cli.Commands;

/// <summary>Runs a training under the eyes of a user: progress while it goes, a summary at the end, how to go on after a stop.</summary>
internal static class TrainingSession
{
    /// <summary>Runs a training.</summary>
    /// <param name="request">The run.</param>
    /// <param name="reporting">How to show it.</param>
    /// <param name="environment">The process around the command.</param>
    /// <param name="stop">Cancelled when the user wants the run to stop.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(RunRequest request, RunReporting reporting, CommandEnvironment environment, CancellationToken stop)
    {
        using TrainingRun run = Load(request, reporting, environment);
        try
        {
            RunOutcome outcome = Execute(run, request, reporting, environment, stop);
            string? report = request.HasReport ? FolderReport.Write(outcome.Folder.Path, environment) : null;
            if (reporting == RunReporting.Json)
            {
                JsonText.WriteLine(environment.Out, ResultJson.Of(outcome, report));
            }
            else
            {
                RunSummary.Write(outcome, report, environment);
            }

            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Error.WriteLine($"Stopped; everything so far is in {request.Folder}. Go on with: {environment.Invocation("train", "--resume", request.Folder)}");
            return ExitCode.Interrupted;
        }
    }

    private static TrainingRun Load(RunRequest request, RunReporting reporting, CommandEnvironment environment)
    {
        try
        {
            Announce(request, reporting, environment);
            return new TrainingRun(request.Configuration, environment.Time, text => Notice(text, reporting, environment));
        }
        catch
        {
            RunFolders.Abandon(request.Folder);
            throw;
        }
    }

    private static RunOutcome Execute(
        TrainingRun run, RunRequest request, RunReporting reporting, CommandEnvironment environment, CancellationToken stop)
    {
        ProgressState state = new(run.Tasks, run.Plan, environment.Time);
        if (reporting != RunReporting.Live)
        {
            ITrainingObserver observer = reporting == RunReporting.Json
                ? new JsonProgress(state, environment)
                : new PlainProgress(state, environment);
            return run.Execute(new RunFolder(request.Folder), request.Resume, observer, stop);
        }

        return CommandOutput.Console(environment).Live(new Text("starting")).Start(display =>
            run.Execute(new RunFolder(request.Folder), request.Resume, new LiveProgress(Title(request), state, display, environment.Time), stop));
    }

    private static void Announce(RunRequest request, RunReporting reporting, CommandEnvironment environment)
    {
        if (reporting == RunReporting.Json)
        {
            JsonText.WriteLine(environment.Out, ResultJson.Start(request));
            return;
        }

        if (reporting != RunReporting.Live)
        {
            environment.Out.WriteLine($"{(request.Resume ? "Resuming" : "Training")} {Title(request)}");
        }

        environment.Out.WriteLine($"Run folder {request.Folder}");
        environment.Out.Flush();
    }

    private static void Notice(string text, RunReporting reporting, CommandEnvironment environment)
    {
        if (reporting == RunReporting.Json)
        {
            JsonText.WriteLine(environment.Out, new JsonObject { ["event"] = "notice", ["text"] = text });
            return;
        }

        environment.Out.WriteLine(text);
        environment.Out.Flush();
    }

    private static string Title(RunRequest request)
    {
        RunConfiguration run = request.Configuration;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Subject} with {run.Method}, {Wording.Count(run.Iterations, "step")} of {run.Batch}, seed {run.Seed}");
    }
}

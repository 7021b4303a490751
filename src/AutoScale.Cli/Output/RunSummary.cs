using System.Globalization;

using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Runs;
using AutoScale.Training;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>What a finished run tells a person: weights, test metrics, where the time went, warnings, where everything is.</summary>
internal static class RunSummary
{
    private const double SmallestShown = 0.0005; // of all the time: less would read 0.0 %

    /// <summary>Prints the summary.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="report">The path of its report; null where there is none.</param>
    /// <param name="environment">Where it is printed.</param>
    public static void Write(RunOutcome outcome, string? report, CommandEnvironment environment)
    {
        environment.Out.WriteLine();
        CommandOutput.Write(environment, Tasks(outcome));
        environment.Out.WriteLine(Selected(outcome.Result));
        WriteOrigin(outcome.Weights, environment);
        environment.Out.WriteLine();
        CommandOutput.Write(environment, Timings(outcome.Record.Timings));
        foreach (string warning in outcome.Record.Warnings)
        {
            environment.Out.WriteLine($"warning: {warning}");
        }

        environment.Out.WriteLine($"Everything is in {outcome.Folder.Path}");
        FolderReport.Tell(report, environment);
    }

    private static Table Tasks(RunOutcome outcome)
    {
        Table table = CommandOutput.Table("task", "weight", "test", "also");
        for (int i = 0; i < outcome.Configuration.Tasks.Count; i++)
        {
            TaskEvaluation task = outcome.Result.Test.Tasks[i];
            table.AddRow(new Text(task.Task), new Text(Quantity.Number(outcome.Result.FinalWeights[i])), new Text(MetricText.Primary(task)), new Text(MetricText.Others(task)));
        }

        return table;
    }

    private static string Selected(TrainingResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"The test metrics are those of the model after step {result.BestIteration} of {result.Iterations}, the best on validation.");

    private static void WriteOrigin(WeightsRecord weights, CommandEnvironment environment)
    {
        if (weights.Windows.Count > 0)
        {
            environment.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The weights were chosen from {Wording.Count(weights.Windows.Count, "window")} of steps 1 to {weights.Windows[^1].Span.Last}: cost {weights.Cost}, predictor {weights.Predictor}."));
        }
    }

    private static Table Timings(RunTimings timings)
    {
        Table table = CommandOutput.Table("where the time went", "time", "fraction", "per step");
        foreach ((StepPart part, TimeSpan time) in timings.Spent)
        {
            if (time > timings.Total * SmallestShown)
            {
                AddTime(table, Name(part), time, timings, perStep: part < StepPart.Evaluation);
            }
        }

        AddTime(table, "all training steps", timings.Training, timings, perStep: true);
        AddTime(table, "everything", timings.Total, timings, perStep: false);
        return table;
    }

    private static void AddTime(Table table, string name, TimeSpan time, RunTimings timings, bool perStep)
    {
        double fraction = timings.Total > TimeSpan.Zero ? time / timings.Total : 0;
        table.AddRow(
            new Text(name),
            new Text(Quantity.Duration(time)),
            new Text(fraction.ToString("0.0 %", CultureInfo.InvariantCulture)),
            new Text(perStep && timings.Steps > 0 ? Quantity.Duration(time / timings.Steps) : string.Empty));
    }

    private static string Name(StepPart part) => part switch
    {
        StepPart.Data => "making batches",
        StepPart.Forward => "forward passes",
        StepPart.Backward => "backward passes",
        StepPart.Weighting => "Gramian and weights",
        StepPart.Update => "optimizer",
        StepPart.LookAfter => "looking after the update",
        StepPart.Record => "trace and progress",
        StepPart.Evaluation => "validation and test",
        StepPart.Checkpoint => "checkpoints",
        _ => part.ToString(),
    };
}

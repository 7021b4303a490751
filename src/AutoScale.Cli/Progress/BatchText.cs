using System.Globalization;

using AutoScale.Runs;
using AutoScale.Studies.Batches;

namespace AutoScale.Cli.Progress;

/// <summary>The progress of a study in words.</summary>
internal static class BatchText
{
    /// <summary>A run's name.</summary>
    /// <param name="run">The run.</param>
    /// <returns>"famo, seed 2".</returns>
    public static string Name(PlannedRun run) => string.Create(CultureInfo.InvariantCulture, $"{run.Label}, seed {run.Configuration.Seed}");

    /// <summary>How far the study is.</summary>
    /// <param name="state">The study.</param>
    /// <returns>"12 of 57 runs, 21 %, 23 min 05 s left, 1 failed".</returns>
    public static string Overall(BatchState state)
    {
        string left = state.Remaining switch
        {
            null => ", estimating",
            { } remaining when remaining > TimeSpan.Zero => $", {Quantity.Duration(remaining)} left",
            _ => string.Empty,
        };
        string failed = state.Failed.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {state.Failed.Count} failed");
        return string.Create(CultureInfo.InvariantCulture, $"{state.Ended} of {Wording.Count(state.Runs, "run")}, {Math.Floor(100 * state.Fraction)} %{left}{failed}");
    }

    /// <summary>How far a run is.</summary>
    /// <param name="run">The run.</param>
    /// <returns>"famo, seed 2: step 120/400, 14.2 it/s".</returns>
    public static string Line(RunningRun run) => run.Iteration == 0
        ? $"{Name(run.Run)}: starting"
        : string.Create(CultureInfo.InvariantCulture, $"{Name(run.Run)}: step {run.Iteration}/{run.Run.Configuration.Iterations}, {Quantity.Rate(run.PerSecond)}");
}

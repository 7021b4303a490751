using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;

namespace AutoScale.Reporting.Runs;

/// <summary>Where the time of a run went.</summary>
internal static class RunTimes
{
    /// <summary>Gathers the parts.</summary>
    /// <param name="timings">What run.json says.</param>
    /// <returns>The parts that took any time; null when none did.</returns>
    public static JsonObject? Of(RunTimings timings) => timings.Total <= TimeSpan.Zero
        ? null
        : new JsonObject
        {
            ["totalSeconds"] = PageNumber.Of(timings.Total.TotalSeconds),
            ["trainingSeconds"] = PageNumber.Of(timings.Training.TotalSeconds),
            ["secondsPerIteration"] = PageNumber.Of(timings.SecondsPerIteration),
            ["steps"] = timings.Steps,
            ["parts"] = new JsonArray([.. timings.Spent.Where(part => part.Value > TimeSpan.Zero).OrderBy(part => part.Key).Select(part => new JsonObject
            {
                ["name"] = Name(part.Key),
                ["seconds"] = PageNumber.Of(part.Value.TotalSeconds),
                ["isStep"] = part.Key < StepPart.Evaluation,
            })]),
        };

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

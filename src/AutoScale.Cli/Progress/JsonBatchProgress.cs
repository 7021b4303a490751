using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Batches;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a study as one JSON object a line, for programs. docs/command-line.md lists the events.</summary>
/// <param name="state">The study, kept up to date here.</param>
/// <param name="environment">Where the lines go.</param>
internal sealed class JsonBatchProgress(BatchState state, CommandEnvironment environment) : IBatchObserver
{
    /// <inheritdoc/>
    public void OnPlan(IReadOnlyList<PlannedRun> runs)
    {
        state.Plan(runs);
        JsonText.WriteLine(environment.Out, new JsonObject { ["event"] = "plan", ["runs"] = new JsonArray([.. runs.Select(run => Event("run", run))]) });
    }

    /// <inheritdoc/>
    public void OnWait(PlannedRun run) => JsonText.WriteLine(environment.Out, Event("wait", run));

    /// <inheritdoc/>
    public void OnIteration(PlannedRun run, int iteration)
    {
        RunningRun moved = state.Move(run, iteration);
        JsonObject json = Event("step", run);
        json["iteration"] = iteration;
        json["iterationsPerSecond"] = RecordJson.Number(moved.PerSecond);
        JsonText.WriteLine(environment.Out, Overall(json));
    }

    /// <inheritdoc/>
    public void OnEnd(PlannedRun run, RunExit outcome)
    {
        state.End(run, outcome);
        JsonObject json = Event("end", run);
        json["status"] = outcome.WasReused ? "reused" : outcome.IsCompleted ? "completed" : "failed";
        json["error"] = outcome.Error;
        JsonText.WriteLine(environment.Out, Overall(json));
    }

    private static JsonObject Event(string name, PlannedRun run) => new()
    {
        ["event"] = name,
        ["label"] = run.Label,
        ["seed"] = run.Configuration.Seed,
        ["folder"] = run.Folder,
        ["iterations"] = run.Configuration.Iterations,
    };

    private JsonObject Overall(JsonObject json)
    {
        json["runsEnded"] = state.Ended;
        json["runs"] = state.Runs;
        json["secondsLeft"] = state.Remaining is { } left ? RecordJson.Number(left.TotalSeconds) : null;
        return json;
    }
}

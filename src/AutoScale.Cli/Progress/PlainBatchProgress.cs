using AutoScale.Studies.Batches;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a study in plain lines: one for every run that ends, and every half minute one for every run under way.</summary>
/// <param name="state">The study, kept up to date here.</param>
/// <param name="environment">Where the lines go.</param>
internal sealed class PlainBatchProgress(BatchState state, CommandEnvironment environment) : IBatchObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private long _lastLine = environment.Time.GetTimestamp();

    /// <inheritdoc/>
    public void OnPlan(IReadOnlyList<PlannedRun> runs) => state.Plan(runs);

    /// <inheritdoc/>
    public void OnWait(PlannedRun run) => Write($"{BatchText.Name(run)} waits: another process trains in {run.Folder}");

    /// <inheritdoc/>
    public void OnIteration(PlannedRun run, int iteration)
    {
        state.Move(run, iteration);
        if (environment.Time.GetElapsedTime(_lastLine) >= Pause)
        {
            Write(string.Join("; ", state.Running.Select(BatchText.Line)));
        }
    }

    /// <inheritdoc/>
    public void OnEnd(PlannedRun run, RunExit outcome)
    {
        state.End(run, outcome);
        string how = outcome.WasReused ? "was trained before" : outcome.Error is { } error ? $"failed: {error}" : "is done";
        Write($"{BatchText.Name(run)} {how} ({BatchText.Overall(state)})");
    }

    private void Write(string line)
    {
        _lastLine = environment.Time.GetTimestamp();
        environment.Out.WriteLine(line);
        environment.Out.Flush();
    }
}

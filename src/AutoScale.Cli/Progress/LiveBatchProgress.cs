using AutoScale.Studies.Batches;

using Spectre.Console;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a study as a display that is drawn over itself, a few times a second.</summary>
/// <param name="title">What is trained.</param>
/// <param name="state">The study, kept up to date here.</param>
/// <param name="display">The display.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveBatchProgress(string title, BatchState state, LiveDisplayContext display, TimeProvider time) : IBatchObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private long _lastDrawn;

    /// <inheritdoc/>
    public void OnPlan(IReadOnlyList<PlannedRun> runs)
    {
        state.Plan(runs);
        Draw();
    }

    /// <inheritdoc/>
    public void OnWait(PlannedRun run)
    {
        state.Move(run, 0).IsWaiting = true;
        Draw();
    }

    /// <inheritdoc/>
    public void OnIteration(PlannedRun run, int iteration)
    {
        state.Move(run, iteration);
        if (iteration == 0 || time.GetElapsedTime(_lastDrawn) >= Pause)
        {
            Draw();
        }
    }

    /// <inheritdoc/>
    public void OnEnd(PlannedRun run, RunExit outcome)
    {
        state.End(run, outcome);
        Draw();
    }

    private void Draw()
    {
        _lastDrawn = time.GetTimestamp();
        display.UpdateTarget(BatchView.Of(title, state));
    }
}

namespace AutoScale.Studies.Batches;

/// <summary>Watches the runs of a study. Called from several threads, one call at a time.</summary>
public interface IBatchObserver
{
    /// <summary>Before anything runs, and again when more runs are planned.</summary>
    /// <param name="runs">The runs to come.</param>
    void OnPlan(IReadOnlyList<PlannedRun> runs);

    /// <summary>A run waits, since another process trains in its folder.</summary>
    /// <param name="run">The run.</param>
    void OnWait(PlannedRun run);

    /// <summary>A run is under way.</summary>
    /// <param name="run">The run.</param>
    /// <param name="iteration">Updates done, 0 at its start.</param>
    void OnIteration(PlannedRun run, int iteration);

    /// <summary>A run ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outcome">How.</param>
    void OnEnd(PlannedRun run, RunExit outcome);
}

using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Store;

namespace AutoScale.Studies.Analyses;

/// <summary>Trains an analysis; started again after a kill, it goes on where it was.</summary>
/// <param name="plan">What to train.</param>
/// <param name="batch">Trains the runs.</param>
public sealed class AnalysisStudy(AnalysisPlan plan, RunBatch batch)
{
    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="stop">Stops all runs, with checkpoints.</param>
    /// <returns>All runs: the entrants are the vectors, AutoScale and its weights as fixed ones.</returns>
    /// <exception cref="ConfigurationException">The folder holds another study.</exception>
    /// <exception cref="OperationCanceledException">The study was stopped; it can be started again.</exception>
    public async Task<ComparisonResult> RunAsync(CancellationToken stop)
    {
        ComparisonResult result = await new ComparisonStudy(plan.Comparison(), batch).RunAsync(stop).ConfigureAwait(false);
        StoredRun[] found = [.. result.Entrants.Where(run => run.Label == plan.AutoScale.Label)];
        if (found.Any(run => run.Error is not null))
        {
            return result;
        }

        IReadOnlyList<PlannedRun> planned = plan.FixedRuns(found.ToDictionary(run => run.Seed, run => run.Weights));
        IReadOnlyList<RunExit> exits = await batch.ExecuteAsync(planned, stop).ConfigureAwait(false);
        StoredRun[] runs = [.. planned.Zip(exits, (run, exit) => StoredRun.Read(run, exit, plan.Folder))];
        using RunStore store = new(Path.Combine(plan.Folder, ComparisonStudy.StoreFile));
        Array.ForEach(runs, store.Put);
        return result with { Entrants = [.. result.Entrants, .. runs] };
    }
}

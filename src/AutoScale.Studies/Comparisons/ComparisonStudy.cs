using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Store;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Comparisons;

/// <summary>Trains a comparison and gathers its results; started again after a kill, it goes on where it was.</summary>
/// <param name="plan">What to train.</param>
/// <param name="batch">Trains the runs.</param>
public sealed class ComparisonStudy(ComparisonPlan plan, RunBatch batch)
{
    /// <summary>The study's <see cref="RunStore"/>.</summary>
    internal const string StoreFile = "study.db";

    private const string PlanFile = "study.txt";

    /// <summary>Trains what is not trained yet.</summary>
    /// <param name="stop">Stops all runs, with checkpoints.</param>
    /// <returns>The results.</returns>
    /// <exception cref="ConfigurationException">The folder holds another study, or no method could be trained.</exception>
    /// <exception cref="OperationCanceledException">The study was stopped; it can be started again.</exception>
    public async Task<ComparisonResult> RunAsync(CancellationToken stop)
    {
        RequireOwnFolder();
        IReadOnlyList<PlannedRun> baselines = plan.BaselineRuns();
        IReadOnlyList<PlannedRun> methods = plan.MethodRuns();
        IReadOnlyList<PlannedRun> search = plan.SearchRuns();
        using RunStore store = new(Path.Combine(plan.Folder, StoreFile));
        List<StoredRun> runs = await TrainAsync([.. baselines, .. methods, .. search], store, stop).ConfigureAwait(false);
        StoredRun[] searched = [.. runs.Skip(baselines.Count + methods.Count)];
        StoredRun? best = searched.Where(run => run.Error is null).MaxBy(run => run.SelectionScore);
        List<StoredRun> entrants = [.. runs.Skip(baselines.Count).Take(methods.Count)];
        if (best is not null)
        {
            entrants.Add(best with { Label = ComparisonPlan.SearchedLabel });
            entrants.AddRange(await TrainAsync(plan.SearchedRuns(Array.IndexOf(searched, best)), store, stop).ConfigureAwait(false));
        }

        return new ComparisonResult([.. runs.Take(baselines.Count)], entrants, searched);
    }

    private async Task<List<StoredRun>> TrainAsync(IReadOnlyList<PlannedRun> runs, RunStore store, CancellationToken stop)
    {
        IReadOnlyList<RunExit> exits = await batch.ExecuteAsync(runs, stop).ConfigureAwait(false);
        List<StoredRun> stored = [.. runs.Zip(exits, (run, exit) => StoredRun.Read(run, exit, plan.Folder))];
        stored.ForEach(store.Put);
        return stored;
    }

    private void RequireSame(string[] there, string[] here)
    {
        int at = Enumerable.Range(0, Math.Max(there.Length, here.Length)).FirstOrDefault(line => there.ElementAtOrDefault(line) != here.ElementAtOrDefault(line), -1);
        if (at >= 0)
        {
            throw new ConfigurationException(
                $"{plan.Folder} holds another study: '{there.ElementAtOrDefault(at)?.Trim()}' where this one has '{here.ElementAtOrDefault(at)?.Trim()}' ({PlanFile}, line {at + 1}). Choose another --out, or give the same methods, seeds and settings.");
        }
    }

    private void RequireOwnFolder()
    {
        if (File.Exists(plan.Folder))
        {
            throw new ConfigurationException($"{plan.Folder} is a file: a study needs a folder (--out).");
        }

        Directory.CreateDirectory(plan.Folder);
        string path = Path.Combine(plan.Folder, PlanFile);
        string text = plan.Describe();
        if (File.Exists(path))
        {
            RequireSame(File.ReadAllText(path).Split('\n'), text.Split('\n'));
        }
        else if (Directory.EnumerateFileSystemEntries(plan.Folder).Any())
        {
            throw new ConfigurationException($"{plan.Folder} is not empty and holds no study: choose another --out.");
        }

        AtomicFile.WriteText(path, text);
    }
}

using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Batches;

/// <summary>Trains many runs, some side by side; finished ones are kept, interrupted ones go on, a failed one stops nobody.</summary>
/// <param name="launcher">Trains one.</param>
/// <param name="jobs">Runs side by side. At least 1.</param>
/// <param name="observer">Watches.</param>
public sealed class RunBatch(RunLauncher launcher, int jobs, IBatchObserver observer)
{
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();

    /// <summary>Trains the runs that are not finished yet, in order, as far as <c>jobs</c> allows.</summary>
    /// <param name="runs">The runs, each with a folder of its own.</param>
    /// <param name="stop">Stops all, with checkpoints.</param>
    /// <returns>How each ended, in the order of <paramref name="runs"/>.</returns>
    /// <exception cref="OperationCanceledException">The batch was stopped; running it again goes on.</exception>
    public async Task<IReadOnlyList<RunExit>> ExecuteAsync(IReadOnlyList<PlannedRun> runs, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Tell(() => observer.OnPlan(runs));
        using SemaphoreSlim free = new(jobs);
        return await Task.WhenAll(runs.Select(run => ExecuteAsync(run, free, stop))).ConfigureAwait(false);
    }

    private async Task<RunExit> ExecuteAsync(PlannedRun run, SemaphoreSlim free, CancellationToken stop)
    {
        await free.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            RunExit exit = await TrainAsync(run, stop).ConfigureAwait(false);
            Tell(() => observer.OnEnd(run, exit));
            return exit;
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Trains a run; a folder that cannot be used is that run's failure.</summary>
    private async Task<RunExit> TrainAsync(PlannedRun run, CancellationToken stop)
    {
        try
        {
            RequireOwnFolder(run);
            return IsCompleted(run) ? new RunExit(null, WasReused: true) : await LaunchAsync(run, stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ConfigurationException or FormatException)
        {
            return new RunExit($"{Wording.Of(exception)} Remove {run.Folder} to train this run anew.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RunExit(Wording.Of(exception));
        }
    }

    private async Task<RunExit> LaunchAsync(PlannedRun run, CancellationToken stop)
    {
        RunFolder folder = new(run.Folder);
        await WaitForFolderAsync(run, folder, stop).ConfigureAwait(false);
        if (IsCompleted(run))
        {
            return new RunExit(null, WasReused: true); // The process that held the folder has finished it.
        }

        Tell(() => observer.OnIteration(run, 0));
        bool resume = File.Exists(folder.LastCheckpoint);
        RunExit exit = await launcher(run, resume, iteration => Tell(() => observer.OnIteration(run, iteration)), stop).ConfigureAwait(false);
        if (!exit.IsCompleted && (IsCompleted(run) || !IsFree(folder)))
        {
            return await LaunchAsync(run, stop).ConfigureAwait(false); // Two studies saw it free, and the other's process was quicker to take it.
        }

        return resume && exit.Error is { } error
            ? exit with { Error = $"{error} It went on from its checkpoint: to train it from the start, remove {run.Folder}." }
            : exit;
    }

    /// <summary>Waits as long as another process trains in the folder: one that outlived its study, or a study that shares its baselines.</summary>
    private async Task WaitForFolderAsync(PlannedRun run, RunFolder folder, CancellationToken stop)
    {
        for (bool isFirst = true; !IsFree(folder); isFirst = false)
        {
            if (isFirst)
            {
                Tell(() => observer.OnWait(run));
            }

            await Task.Delay(PauseBetweenTries, stop).ConfigureAwait(false);
        }
    }

    private static bool IsFree(RunFolder folder)
    {
        try
        {
            folder.Lock().Dispose();
            return true;
        }
        catch (TrainingException)
        {
            return false;
        }
    }

    private static bool IsCompleted(PlannedRun run)
    {
        string summary = Path.Combine(run.Folder, RunFileNames.Summary);
        return File.Exists(summary) && RunRecord.Parse(File.ReadAllText(summary), summary).Status == RunStatus.Completed;
    }

    private static void RequireOwnFolder(PlannedRun run)
    {
        string config = Path.Combine(run.Folder, RunFileNames.Config);
        if (File.Exists(config) && File.ReadAllText(config) is var found && found != run.ConfigurationText() && found != run.WithCurves(!run.Configuration.TensorBoard).ConfigurationText())
        {
            throw new ConfigurationException($"{config} is of a run with other settings than '{run.Label}' has in this study.");
        }
    }

    private void Tell(Action tell)
    {
        lock (_gate)
        {
            tell();
        }
    }
}

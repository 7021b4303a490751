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
    private static readonly TimeSpan LongestWaitForAFolder = TimeSpan.FromMinutes(2); // A step, a validation and a checkpoint of a loaded machine.
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();

    /// <summary>Trains the runs that are not finished yet, in order, as far as <c>jobs</c> allows.</summary>
    /// <param name="runs">The runs, each with a folder of its own.</param>
    /// <param name="stop">Stops all, with checkpoints.</param>
    /// <returns>How each ended, in the order of <paramref name="runs"/>.</returns>
    /// <exception cref="ConfigurationException">A folder holds something else; nothing was trained.</exception>
    /// <exception cref="OperationCanceledException">The batch was stopped; running it again goes on.</exception>
    public async Task<IReadOnlyList<RunExit>> ExecuteAsync(IReadOnlyList<PlannedRun> runs, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (PlannedRun run in runs)
        {
            RequireOwnFolder(run);
            _ = IsCompleted(run); // A damaged summary is told before anything trains.
        }

        Tell(() => observer.OnPlan(runs));
        using SemaphoreSlim free = new(jobs);
        return await Task.WhenAll(runs.Select(run => ExecuteAsync(run, free, stop))).ConfigureAwait(false);
    }

    private async Task<RunExit> ExecuteAsync(PlannedRun run, SemaphoreSlim free, CancellationToken stop)
    {
        await free.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            RunExit exit = IsCompleted(run) ? new RunExit(null, WasReused: true) : await LaunchAsync(run, stop).ConfigureAwait(false);
            Tell(() => observer.OnEnd(run, exit));
            return exit;
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<RunExit> LaunchAsync(PlannedRun run, CancellationToken stop)
    {
        RunFolder folder = new(run.Folder);
        if (!await IsFreeAsync(folder, stop).ConfigureAwait(false))
        {
            return new RunExit($"{run.Folder} is in use: another process is training in it. Wait for it to end, then run the study again.");
        }

        if (IsCompleted(run))
        {
            return new RunExit(null, WasReused: true); // The process that held the folder has finished it.
        }

        Tell(() => observer.OnIteration(run, 0));
        return await launcher(run, File.Exists(folder.LastCheckpoint), iteration => Tell(() => observer.OnIteration(run, iteration)), stop).ConfigureAwait(false);
    }

    /// <summary>Waits for a process that outlived its study and is about to end.</summary>
    private static async Task<bool> IsFreeAsync(RunFolder folder, CancellationToken stop)
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += PauseBetweenTries)
        {
            try
            {
                folder.Lock().Dispose();
                return true;
            }
            catch (TrainingException) when (waited < LongestWaitForAFolder)
            {
                await Task.Delay(PauseBetweenTries, stop).ConfigureAwait(false);
            }
            catch (TrainingException)
            {
                return false;
            }
        }
    }

    private static bool IsCompleted(PlannedRun run)
    {
        string summary = Path.Combine(run.Folder, RunFileNames.Summary);
        try
        {
            return File.Exists(summary) && RunRecord.Parse(File.ReadAllText(summary), summary).Status == RunStatus.Completed;
        }
        catch (FormatException exception)
        {
            throw new ConfigurationException($"{exception.Message} Remove the folder to train this run again.", exception);
        }
    }

    private static void RequireOwnFolder(PlannedRun run)
    {
        string config = Path.Combine(run.Folder, RunFileNames.Config);
        if (File.Exists(config) && File.ReadAllText(config) != run.ConfigurationText())
        {
            throw new ConfigurationException(
                $"{run.Folder} holds a run with another configuration. A study keeps its settings: choose another --out, or remove that folder.");
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

using AutoScale.Studies.Batches;

namespace AutoScale.Cli.Progress;

/// <summary>What the runs of a study look like at this moment: everything a progress display draws, and no drawing.</summary>
/// <param name="time">The clock.</param>
internal sealed class BatchState(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly List<RunningRun> _running = [];
    private long _planned;
    private long _ended;
    private long _trained;
    private TimeSpan? _firstReport;

    /// <summary>Runs planned so far.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs that have ended, failed and reused ones among them.</summary>
    public int Ended { get; private set; }

    /// <summary>Runs that an earlier sitting had finished.</summary>
    public int Reused { get; private set; }

    /// <summary>Runs that failed, with their reasons.</summary>
    public List<(PlannedRun Run, string Error)> Failed { get; } = [];

    /// <summary>Runs under way, oldest first.</summary>
    public IReadOnlyList<RunningRun> Running => _running;

    /// <summary>Time since the study began in this process.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Updates done, as a fraction of all; 0 before there is a plan.</summary>
    public double Fraction => _planned == 0 ? 0 : (_ended + _running.Sum(run => (double)run.Iteration)) / _planned;

    /// <summary>How long the rest takes if its updates cost what they have cost so far, or null before there is a rate.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            double trained = _trained + _running.Sum(run => (double)run.Trained);
            double left = _planned * (1 - Fraction);
            return left < 0.5 ? TimeSpan.Zero : trained > 0 ? (Elapsed - _firstReport!.Value) * (left / trained) : null;
        }
    }

    /// <summary>Takes in runs to come.</summary>
    /// <param name="runs">The runs.</param>
    public void Plan(IReadOnlyList<PlannedRun> runs)
    {
        Runs += runs.Count;
        _planned += runs.Sum(run => (long)run.Configuration.Iterations);
    }

    /// <summary>Takes in how far a run is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="iteration">Updates done.</param>
    /// <returns>The run under way.</returns>
    public RunningRun Move(PlannedRun run, int iteration)
    {
        RunningRun? moved = _running.Find(other => other.Run == run);
        if (moved is null)
        {
            moved = new RunningRun(run);
            _running.Add(moved);
        }

        _firstReport ??= iteration > 0 ? Elapsed : null;
        moved.Move(iteration, Elapsed);
        return moved;
    }

    /// <summary>Takes in the end of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="exit">How it ended.</param>
    public void End(PlannedRun run, RunExit exit)
    {
        Ended++;
        Reused += exit.WasReused ? 1 : 0;
        _ended += run.Configuration.Iterations;
        if (exit.Error is { } error)
        {
            Failed.Add((run, error));
        }

        if (_running.Find(other => other.Run == run) is { } ended)
        {
            _trained += ended.Trained;
            _running.Remove(ended);
        }
    }
}

using AutoScale.Studies.Batches;

namespace AutoScale.Cli.Progress;

/// <summary>A run of a study that is under way.</summary>
/// <param name="run">The run.</param>
internal sealed class RunningRun(PlannedRun run)
{
    private readonly StepRate _rate = new();

    /// <summary>The run.</summary>
    public PlannedRun Run => run;

    /// <summary>Whether another process trains in its folder.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Updates done, those of an earlier sitting included.</summary>
    public int Iteration { get; private set; }

    /// <summary>Updates done in this sitting, from the first report on.</summary>
    public int Trained => Iteration - First;

    /// <summary>Iterations per second of late; 0 before there is a rate.</summary>
    public double PerSecond => _rate.PerSecond;

    private int First { get; set; }

    /// <summary>Takes in how far the run is.</summary>
    /// <param name="iteration">Updates done.</param>
    /// <param name="elapsed">Time since the study began.</param>
    public void Move(int iteration, TimeSpan elapsed)
    {
        IsWaiting = false;
        if (iteration == 0)
        {
            return; // It starts: loading is no rate.
        }

        First = Iteration == 0 ? iteration : First;
        Iteration = iteration;
        _rate.Add(iteration, elapsed);
    }
}

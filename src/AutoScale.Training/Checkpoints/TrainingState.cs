using AutoScale.Weighting;

namespace AutoScale.Training.Checkpoints;

/// <summary>Everything a checkpoint holds besides tensors.</summary>
internal sealed record TrainingState
{
    /// <summary>Updates done.</summary>
    public int Iteration { get; init; }

    /// <summary>What the run is: problem, tasks, method and options. A checkpoint only fits a run that says the same.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The weighting's own state; null when it keeps none.</summary>
    public WeightingState? Weighting { get; init; }

    /// <summary>Best selection score so far; −∞ before the first evaluation.</summary>
    public double BestScore { get; init; } = double.NegativeInfinity;

    /// <summary>Iteration of the best model; 0 before the first evaluation.</summary>
    public int BestIteration { get; init; }

    /// <summary>Weights of the last update, shape [K].</summary>
    public double[] LastWeights { get; init; } = [];

    /// <summary>Updates left out because a loss was not finite.</summary>
    public int SkippedSteps { get; init; }

    /// <summary>Bytes of the trace that belong to these updates.</summary>
    public long TraceLength { get; init; }

    /// <summary>Bytes of the metrics file that belong to these updates.</summary>
    public long MetricsLength { get; init; }
}

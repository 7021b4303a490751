namespace AutoScale.Training;

/// <summary>Settings that train a problem well, tuned on its single-task baselines.</summary>
public sealed record ProblemDefaults
{
    /// <summary>Training iterations, at least 1.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples per batch, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The update rule.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate at the start, above 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>L2 weight decay, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Learning-rate schedule by name: "constant", "poly", "cosine" or "step".</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>AutoScale's window size tau in iterations, at least 1.</summary>
    public int WindowSize { get; init; } = 50;
}

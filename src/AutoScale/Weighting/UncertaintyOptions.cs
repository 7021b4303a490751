namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="UncertaintyWeighting"/>.</summary>
public sealed record UncertaintyOptions
{
    /// <summary>
    /// cᵢ, shape [K], each above 0 and at most 1000: ½ for a regression loss, 1 for a classification loss (the paper's Equations 7 and 10);
    /// empty, the default, means ½ for every task.
    /// </summary>
    public IReadOnlyList<double> LossFactors { get; init; } = [];

    /// <summary>s at the start, the same for every task. From −60 to 60. Default 0.</summary>
    public double InitialLogVariance { get; init; }

    /// <summary>How the log-variances are learned.</summary>
    public ScalarLearning Learning { get; init; } = new();
}

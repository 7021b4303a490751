namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="Famo"/>.</summary>
public sealed record FamoOptions
{
    /// <summary>Learning rate of the task logits. Above 0. Default 0.025, as in the paper and every published code.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>γ, the L2 weight decay added to the logits' gradient. At least 0. Default 0.001, as in the paper's Algorithm 2.</summary>
    public double Decay { get; init; } = 1e-3;

    /// <summary>Lower bounds bᵢ of the losses, shape [K], in each loss's own unit; empty, the default, means 0 for every task.</summary>
    public IReadOnlyList<double> MinimumLosses { get; init; } = [];

    /// <summary>ε, added to Lᵢ − bᵢ before the logarithm, in the unit of the losses. From 1e-100 to 1. Default 1e-8, as in the authors' code.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// What happens when a loss is below its bound: <see cref="DegeneratePolicy.Clamp"/>, the default, takes it for the bound itself;
    /// <see cref="DegeneratePolicy.Throw"/> stops the run.
    /// </summary>
    public DegeneratePolicy BelowMinimum { get; init; } = DegeneratePolicy.Clamp;
}

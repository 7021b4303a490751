namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="SmoothTchebycheff"/>.</summary>
public sealed record SmoothTchebycheffOptions
{
    /// <summary>μ: towards 0 only the worst task counts, and the larger, the more all do. From 1e-6 to 1e6. Default 1, LibMTL's.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>Steps at the start that follow Σ log l instead. At least 1. Default 1.</summary>
    public int WarmUp { get; init; } = 1;

    /// <summary>Last steps of the warm-up whose mean losses are the nadir point. From 1 to <see cref="WarmUp"/>. Default 1.</summary>
    public int NadirWindow { get; init; } = 1;

    /// <summary>The smallest loss to reckon with, in the unit of the losses. From 1e-30 to 1. Default 1e-8.</summary>
    public double MinimumLoss { get; init; } = PositiveLoss.DefaultMinimum;
}

namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="GradNorm"/>.</summary>
public sealed record GradNormOptions
{
    /// <summary>α: how strongly slow tasks are pulled forward; 0 makes all weighted gradient norms equal. From 0 to 100. Default 1.5, the paper's for its real data.</summary>
    public double Alpha { get; init; } = 1.5;

    /// <summary>What is learned and how it becomes weights. Default <see cref="GradNormForm.Projected"/>.</summary>
    public GradNormForm Form { get; init; } = GradNormForm.Projected;

    /// <summary>The least weight under <see cref="GradNormForm.Projected"/>. Above 0, at most 0.5. Default 0.001.</summary>
    public double Floor { get; init; } = 1e-3;

    /// <summary>lᵢ(0), shape [K], each above 0, in the unit of the losses; empty, the default, means those of the first step.</summary>
    public IReadOnlyList<double> InitialLosses { get; init; } = [];

    /// <summary>How the weights are learned.</summary>
    public ScalarLearning Learning { get; init; } = new();
}

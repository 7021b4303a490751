namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="DynamicWeightAverage"/>.</summary>
public sealed record DynamicWeightAverageOptions
{
    /// <summary>T: the larger, the more equal the weights. From 0.001 to 1e6. Default 2, the paper's.</summary>
    public double Temperature { get; init; } = 2;

    /// <summary>Iterations averaged into one loss. From 1 to 100 000. Default 25, nash-mtl's; the steps of an epoch give the paper's averages.</summary>
    public int Window { get; init; } = 25;

    /// <summary>Whether the two windows slide with every step, as in nash-mtl, or follow each other, as the paper's epochs do. Default false.</summary>
    public bool Sliding { get; init; }
}

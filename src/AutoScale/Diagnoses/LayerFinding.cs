namespace AutoScale.Diagnoses;

/// <summary>What a diagnosis says of one layer of the shared trunk: means over steps and pairs. NaN where no two tasks reach the layer.</summary>
public sealed record LayerFinding
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>How many numbers it learns.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>How much of the squared gradient norm lies in this layer, the mean over tasks and steps: a fraction in [0, 1], 1 over all layers.</summary>
    public required double GradientShare { get; init; }

    /// <summary>The share of pairs in conflict, a fraction in [0, 1].</summary>
    public required double ConflictShare { get; init; }

    /// <summary>The mean cosine, in [−1, 1].</summary>
    public required double MeanCosine { get; init; }

    /// <summary>The mean gradient magnitude similarity, in [0, 1].</summary>
    public required double MagnitudeSimilarity { get; init; }

    /// <summary>The pair that conflicts most often here; null where there is none.</summary>
    public PairFinding? WorstPair { get; init; }
}

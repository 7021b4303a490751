namespace AutoScale.Diagnoses;

/// <summary>What a diagnosis says of two tasks. Numbers that could not be measured are NaN.</summary>
public sealed record PairFinding
{
    /// <summary>The first task's name.</summary>
    public required string First { get; init; }

    /// <summary>The second task's name.</summary>
    public required string Second { get; init; }

    /// <summary>The share of steps on which gᵢ·gⱼ &lt; 0, a fraction in [0, 1].</summary>
    public required double ConflictShare { get; init; }

    /// <summary>The mean cosine of their gradients, in [−1, 1].</summary>
    public required double MeanCosine { get; init; }

    /// <summary>The mean gradient magnitude similarity, in [0, 1]; 1 is equally long.</summary>
    public required double MagnitudeSimilarity { get; init; }
}

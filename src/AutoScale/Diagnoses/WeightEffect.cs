namespace AutoScale.Diagnoses;

/// <summary>What a set of loss weights would make of the recorded gradients.</summary>
public sealed record WeightEffect
{
    /// <summary>Where the weights come from: "equal", or the name of a cost function.</summary>
    public required string Origin { get; init; }

    /// <summary>The weights, shape [K], sum K.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Mean gradient magnitude similarity of the weighted gradients over steps and pairs, in [0, 1].</summary>
    public required double MagnitudeSimilarity { get; init; }

    /// <summary>Median condition number of the weighted gradients over the steps, at least 1; infinite for dependent gradients, NaN without Gramians.</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>What had to be guarded on the way to the weights.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

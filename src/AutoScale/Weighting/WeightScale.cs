namespace AutoScale.Weighting;

/// <summary>To what the K weights of a step add up. Part of every run's configuration, because it scales the update like a learning rate.</summary>
public enum WeightScale
{
    /// <summary>Σ wᵢ = K, as unitary scalarization's: the same learning rate serves every method. The default.</summary>
    SumToK,

    /// <summary>Σ wᵢ = 1.</summary>
    SumToOne,

    /// <summary>The method's own scale, untouched.</summary>
    Raw,
}

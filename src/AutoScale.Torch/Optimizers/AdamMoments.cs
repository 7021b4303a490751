namespace AutoScale.Torch;

/// <summary>How Adam and AdamW average gradients.</summary>
public sealed record AdamMoments
{
    /// <summary>β₁, the decay of the mean of the gradient, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay of the mean of the squared gradient, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, added to the root of the second moment, in units of the gradient. At least 0.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

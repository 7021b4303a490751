namespace AutoScale.Torch;

/// <summary>What <see cref="Functional.BatchNorm2d"/> knows of each of C channels.</summary>
public sealed record BatchNormParameters
{
    /// <summary>Learned factor, [C]; null for 1.</summary>
    public Tensor? Weight { get; init; }

    /// <summary>Learned summand, [C]; null for 0.</summary>
    public Tensor? Bias { get; init; }

    /// <summary>Running mean, [C], moved in training; null where none is kept.</summary>
    public Tensor? RunningMean { get; init; }

    /// <summary>Running variance, [C], moved in training; null where none is kept.</summary>
    public Tensor? RunningVariance { get; init; }

    /// <summary>How far the running numbers move towards a batch's, as a fraction in [0, 1].</summary>
    public double Momentum { get; init; } = 0.1;

    /// <summary>Added to the variance, against division by 0. Greater than 0.</summary>
    public double Epsilon { get; init; } = 1e-5;
}

namespace AutoScale.Weighting;

/// <summary>The guards of <see cref="ImtlG"/>: what it does where its equations have no usable solution.</summary>
public sealed record ImtlGOptions
{
    /// <summary>
    /// What happens when a task's gradient is zero (its squared norm is below 2.2e-308):
    /// <see cref="DegeneratePolicy.SkipTask"/>, the default, <see cref="DegeneratePolicy.LastGood"/> or <see cref="DegeneratePolicy.Throw"/>.
    /// </summary>
    public DegeneratePolicy ZeroGradient { get; init; } = DegeneratePolicy.SkipTask;

    /// <summary>What happens when an exact weight is negative. Default <see cref="NegativeWeightPolicy.Clamp"/>.</summary>
    public NegativeWeightPolicy NegativeWeights { get; init; } = NegativeWeightPolicy.Clamp;

    /// <summary>
    /// The smallest eigenvalue of the correlation matrix, relative to the largest, that is taken for different from 0. At least 0, below 1.
    /// Default 1e-12: two gradients whose directions differ by less than 1.4e-6, the rounding of single precision, count as one.
    /// </summary>
    public double SingularTolerance { get; init; } = 1e-12;

    /// <summary>Reads the options that <see cref="ImtlG.Descriptor"/> lists, for it and for methods that contain it.</summary>
    internal static ImtlGOptions Read(MethodOptions options) => new()
    {
        ZeroGradient = options.Choice("zero-gradient", DegeneratePolicy.SkipTask, DegeneratePolicy.LastGood, DegeneratePolicy.Throw),
        NegativeWeights = options.Choice<NegativeWeightPolicy>("negative-weights"),
        SingularTolerance = options.Number("singular-tolerance", value => value is >= 0 and < 1),
    };
}

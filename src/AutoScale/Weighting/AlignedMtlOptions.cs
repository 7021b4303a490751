namespace AutoScale.Weighting;

/// <summary>The settings of <see cref="AlignedMtl"/>.</summary>
public sealed record AlignedMtlOptions
{
    /// <summary>To which singular value all are brought. Default <see cref="AlignedScale.Min"/>, the paper's.</summary>
    public AlignedScale Scale { get; init; }

    /// <summary>The preferences u, dimensionless, one number above 0 for each task, or none for 1 each, the default.</summary>
    public IReadOnlyList<double> Preference { get; init; } = [];

    /// <summary>
    /// The eigenvalue of the Gramian, relative to K times the largest, that counts as 0. At least 0, below 1. Default 1e-12, which single-precision gradients
    /// resolve; the authors' code has 1.2e-7, at which a gradient 3,000 times shorter than another counts as none.
    /// </summary>
    public double RankTolerance { get; init; } = 1e-12;
}

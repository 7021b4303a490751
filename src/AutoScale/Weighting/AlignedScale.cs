namespace AutoScale.Weighting;

/// <summary>To which singular value <see cref="AlignedMtl"/> brings all of them.</summary>
public enum AlignedScale
{
    /// <summary>The smallest that is not 0.</summary>
    Min,

    /// <summary>The median of those that are not 0; of an even number the lower one.</summary>
    Median,

    /// <summary>The root of the mean of the squares of those that are not 0.</summary>
    Rmse,
}

namespace AutoScale.Diagnoses;

/// <summary>The numbers at which a diagnosis changes its words. docs/diagnosis.md says where each comes from; those without a source are ours.</summary>
public static class DiagnosisThresholds
{
    /// <summary>Gradient norms further apart than this factor are called unequal. Ours: magnitude similarity is 0.8 there.</summary>
    public const double UnequalRatio = 2;

    /// <summary>From this factor on they are called very unequal. Ours: magnitude similarity is 0.2 there.</summary>
    public const double VeryUnequalRatio = 10;

    /// <summary>
    /// From this mean cosine on, gradients point the same way: where unitary scalarization did as well as specialized optimizers in "Uniform Loss vs. Specialized
    /// Optimization", 2025, Appendix A.2.1. The paper does not say between which gradients; between pairs, as here, is the stricter reading.
    /// </summary>
    public const double AlignedCosine = 0.7;

    /// <summary>Up to this mean cosine specialized optimizers did better there (Appendix A.2.1: 0.45 on the harder Cityscapes settings, 0.3 on QM9).</summary>
    public const double LowCosine = 0.45;

    /// <summary>Mean cosines nearer to zero than this are called near zero: the directions have little to do with each other. Ours.</summary>
    public const double NearZeroCosine = 0.1;

    /// <summary>Conflict shares of layers closer together than this are called alike. Ours.</summary>
    public const double AlikeShares = 0.1;

    /// <summary>Layers that hold less of the gradient than this are not singled out in words. Ours.</summary>
    public const double SmallestShare = 0.01;

    /// <summary>With fewer recorded steps than this, a note says that they are few. Ours.</summary>
    public const int FewSteps = 20;

    /// <summary>Into how many windows the steps are cut, for weights and for the spread of the mean cosine. Ours.</summary>
    public const int Windows = 5;
}

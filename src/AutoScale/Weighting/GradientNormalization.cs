namespace AutoScale.Weighting;

/// <summary>By what <see cref="Mgda"/> divides each task gradient before it combines them.</summary>
public enum GradientNormalization
{
    /// <summary>By nothing: the paper's problem.</summary>
    None,

    /// <summary>By its norm ‖gᵢ‖.</summary>
    L2,

    /// <summary>By its loss lᵢ.</summary>
    Loss,

    /// <summary>By both, lᵢ·‖gᵢ‖; typed <c>loss+</c>.</summary>
    LossAndL2,
}

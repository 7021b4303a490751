namespace AutoScale.Diagnoses;

/// <summary>Whether equal loss weights are likely good enough. A guess from gradients, never a measurement of the trained network.</summary>
public enum UnitaryVerdict
{
    /// <summary>Too little was recorded.</summary>
    CannotTell,

    /// <summary>Gradients are about equally long, or point the same way.</summary>
    LikelyEnough,

    /// <summary>Neither clearly one nor the other.</summary>
    Unclear,

    /// <summary>Gradients are very unequal and do not point the same way.</summary>
    LikelyNotEnough,
}

namespace AutoScale.Training.Methods;

/// <summary>Which gradients MoCo follows.</summary>
public enum MoCoGradients
{
    /// <summary>gᵢ as they are, as in the authors' code.</summary>
    Raw,

    /// <summary>lᵢ·gᵢ/‖gᵢ‖, as long as the loss is large: what published code runs with.</summary>
    LossSized,
}

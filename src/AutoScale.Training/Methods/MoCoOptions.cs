namespace AutoScale.Training.Methods;

/// <summary>The settings of <see cref="MoCo"/>.</summary>
public sealed record MoCoOptions
{
    /// <summary>β, the step size of the running gradients. Above 0, at most 1. Default 0.5, as in LibMTL.</summary>
    public double Beta { get; init; } = 0.5;

    /// <summary>How fast β falls: βₜ = β/t^decay. At least 0. Default 0.5, as in LibMTL.</summary>
    public double BetaDecay { get; init; } = 0.5;

    /// <summary>γ, the step size of the multipliers, in units of one over a squared gradient. Above 0. Default 0.1, as in LibMTL.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>How fast γ falls: γₜ = γ/t^decay. At least 0. Default 0.5, as in LibMTL.</summary>
    public double GammaDecay { get; init; } = 0.5;

    /// <summary>ρ, the weight of ½‖λ‖² beside ½‖Σ λᵢ·yᵢ‖², in units of a squared gradient. At least 0. Default 0, as in LibMTL.</summary>
    public double Rho { get; init; }

    /// <summary>Which gradients are followed. Default the raw ones, as in the authors' code.</summary>
    public MoCoGradients Gradients { get; init; } = MoCoGradients.Raw;

    /// <summary>How the multipliers are brought back to the simplex. Default by the nearest point, as in the authors' code.</summary>
    public MoCoProjection Projection { get; init; } = MoCoProjection.Nearest;
}

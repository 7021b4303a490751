namespace AutoScale.Training.Methods;

/// <summary>How MoCo brings its multipliers back to λ ≥ 0, Σ λᵢ = 1.</summary>
public enum MoCoProjection
{
    /// <summary>The nearest point of the simplex, as in the authors' code.</summary>
    Nearest,

    /// <summary>The softmax of the point, which draws λ towards equal numbers on every step: what published code does.</summary>
    Softmax,
}

using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>How well a minimiser is solved.</summary>
/// <param name="Kind">What kind of point it is.</param>
/// <param name="Residual">What is left of the optimality condition, relative and dimensionless, at least 0; 0 where exact.</param>
/// <param name="Iterations">Solver steps taken; 0 where none were needed.</param>
/// <param name="IsUnique">Whether it is known to be the only minimiser; where not, the cost means something and the weights only partly.</param>
/// <param name="Guards">Which guards acted.</param>
public readonly record struct MinimumCertificate(MinimumKind Kind, double Residual, int Iterations, bool IsUnique, Guards Guards)
{
    /// <summary>The certificate of a minimiser known exactly.</summary>
    /// <param name="kind">What kind of point it is.</param>
    /// <param name="isUnique">Whether it is the only one.</param>
    /// <param name="guards">Which guards acted.</param>
    /// <returns>The certificate.</returns>
    public static MinimumCertificate Exact(MinimumKind kind, bool isUnique = true, Guards guards = Guards.None) =>
        new(kind, 0, 0, isUnique, guards);
}

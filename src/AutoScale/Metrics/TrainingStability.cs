using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Metrics;

/// <summary>Training stability: how badly conditioned the system of task gradients is.</summary>
public static class TrainingStability
{
    /// <summary>Condition number κ(G) = σₘₐₓ/σₘᵢₙ of the matrix G = [g₁ … g_K].</summary>
    /// <remarks>
    /// <para>κ² is the ratio of the extreme eigenvalues of the Gramian, so the relative error is about κ² times the rounding of the Gramian:
    /// 1e-16 of one summed in double precision. Magnitudes alone cost no digits, however far apart.</para>
    /// <para>Rank tolerance: the gradients count as linearly dependent, and κ as infinite, where one of them is zero or the smallest eigenvalue of
    /// their cosines is below 1e-12 of the largest (1e-6 in singular values), which is the rounding of single-precision gradients. It is
    /// asked of the directions, so gradients that only differ in length have a finite κ, whatever it is.</para>
    /// <para>Source: Senushkin et al., "Independent Component Alignment for Multi-Task Learning", 2023, arXiv:2305.19000, Equation 2; AutoScale, Appendix C.5.</para>
    /// </remarks>
    /// <param name="gramian">The Gramian, of unweighted or of weighted gradients.</param>
    /// <returns>At least 1; 1 for orthogonal gradients of one length; infinite for linearly dependent ones.</returns>
    public static double ConditionNumber(Gramian gramian)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        double[] ones = new double[gramian.TaskCount];
        Array.Fill(ones, 1);
        return ConditionScaling.Cost([gramian], ones);
    }
}

using AutoScale.Gradients;

namespace AutoScale.Numerics;

/// <summary>The weights that make the weighted task gradients as well conditioned as they can be over several Gramians.</summary>
/// <remarks>
/// <para>F(w) = mean over t of κ(diag(w)·Mᵗ·diag(w))^½, the ratio of the extreme singular values of the gradient matrix. Scaling w by a
/// constant changes nothing, so Σ wᵢ = K only fixes the scale. In x = log w it is convex: x ↦ M^½·diag(e²ˣ)·M^½ is a geodesic of positive
/// definite matrices, along which log λₘₐₓ and −log λₘᵢₙ are convex. Every descent therefore ends at the global minimum.</para>
/// <para>A Gramian is singular where gradients are parallel or zero: κ is then infinite for every w.</para>
/// <para>Source: AutoScale, section 4.1.</para>
/// </remarks>
public static class ConditionScaling
{
    // Of the smallest to the largest eigenvalue at unit norms: below it the eigenvalue is the rounding of single-precision gradients.
    private const double SingularBelow = 1e-12;

    /// <summary>Whether every scaling of some gradients is infinitely badly conditioned.</summary>
    /// <param name="gramian">Their inner products.</param>
    /// <param name="eigen">Room for a decomposition of its size.</param>
    /// <returns>True if a gradient is zero, or they depend linearly on each other to rounding.</returns>
    public static bool IsSingular(Gramian gramian, GramianEigen eigen)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        ArgumentNullException.ThrowIfNull(eigen);
        int count = gramian.TaskCount;
        double[] cosines = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            if (gramian[i, i] == 0)
            {
                return true;
            }

            for (int j = 0; j < count; j++)
            {
                cosines[(i * count) + j] = gramian[i, j] / gramian.Norm(i) / gramian.Norm(j);
            }
        }

        if (IsPlainlyRegular(cosines, count))
        {
            return false;
        }

        eigen.Decompose(cosines);
        return !(eigen.Values[^1] > SingularBelow * eigen.Values[0]);
    }

    // The other eigenvalues have at most the product (K/(K − 1))^(K−1) < e, since all of them sum to K: λₘᵢₙ > det C/e. And λₘₐₓ ≤ K.
    private static bool IsPlainlyRegular(ReadOnlySpan<double> cosines, int count)
    {
        double[] factor = cosines.ToArray();
        if (Cholesky.Factor(factor, count, 0) < count)
        {
            return false;
        }

        double determinant = 1;
        for (int i = 0; i < count; i++)
        {
            determinant *= factor[(i * count) + i] * factor[(i * count) + i];
        }

        return determinant / Math.E > 10 * SingularBelow * count;
    }

    /// <summary>The mean condition number of some weights.</summary>
    /// <param name="gramians">The Gramians M, at least one.</param>
    /// <param name="weights">Weights w, at least 0, shape [K].</param>
    /// <returns>At least 1; infinite where a Gramian is singular or a weight is zero.</returns>
    public static double Cost(IReadOnlyList<Gramian> gramians, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(gramians);
        GramianEigen eigen = new(weights.Length);
        foreach (Gramian gramian in gramians)
        {
            if (IsSingular(gramian, eigen))
            {
                return double.PositiveInfinity;
            }
        }

        return CostOfRegular(gramians, weights);
    }

    /// <summary>As <see cref="Cost"/>, of Gramians known not to be singular.</summary>
    internal static double CostOfRegular(IReadOnlyList<Gramian> gramians, ReadOnlySpan<double> weights)
    {
        GramianEigen eigen = new(weights.Length);
        double[] scaled = new double[weights.Length * weights.Length];
        double sum = 0;
        foreach (Gramian gramian in gramians)
        {
            sum += Condition(gramian, weights, scaled, eigen);
        }

        return sum / gramians.Count;
    }

    /// <summary>Minimises the mean condition number.</summary>
    /// <param name="gramians">The Gramians M, at least one, none of them singular.</param>
    /// <param name="weights">Receives the minimiser, positive, summing to K, shape [K], K ≥ 2.</param>
    /// <returns>How well it is solved.</returns>
    public static MinimumCertificate Minimise(IReadOnlyList<Gramian> gramians, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(gramians);
        if (gramians.Count == 0 || weights.Length < 2)
        {
            throw new ArgumentException($"Scaling needs at least one Gramian and two tasks: got {gramians.Count} and {weights.Length}.", nameof(gramians));
        }

        return weights.Length == 2 ? ConditionPair.Minimise(gramians, weights) : ConditionNewton.Minimise(gramians, weights);
    }

    private static double Condition(Gramian gramian, ReadOnlySpan<double> weights, double[] scaled, GramianEigen eigen)
    {
        int count = weights.Length;
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, weights[i] * gramian.Norm(i));
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                scaled[(i * count) + j] = weights[i] / largest * gramian[i, j] * (weights[j] / largest);
            }
        }

        eigen.Decompose(scaled);
        return eigen.Values[^1] > 0 ? Math.Sqrt(eigen.Values[0] / eigen.Values[^1]) : double.PositiveInfinity;
    }
}

using AutoScale.Gradients;

namespace AutoScale.Metrics;

/// <summary>Gradient conflict: whether task gradients point against each other, or against the update.</summary>
/// <remarks>
/// A gradient whose squared norm is zero, or too small to have all its digits, has no direction: every angle with it is NaN. So is every
/// angle with a combined gradient that has cancelled to rounding, ‖Σ wᵢ·gᵢ‖ ≤ <see cref="CancellationTolerance"/>·Σ |wᵢ|·‖gᵢ‖, as the mean
/// of two opposite gradients has. Non-negative weights leave the angles between tasks as they are; the angle to the mean changes.
/// </remarks>
public static class GradientConflict
{
    /// <summary>The share of its summands' lengths below which a combined gradient is rounding: the root of what K² products lose in double precision.</summary>
    public const double CancellationTolerance = 1e-7;

    /// <summary>Inner products gᵢ·gⱼ of every pair of tasks.</summary>
    /// <remarks>Source: AutoScale, Appendix C.2, the numerator of the cosine.</remarks>
    /// <param name="gramian">The Gramian.</param>
    /// <returns>Squared gradient units, any sign, in the order of <see cref="TaskPairs"/>.</returns>
    public static double[] DotProducts(Gramian gramian)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        return TaskPairs.Map(gramian.TaskCount, (i, j) => gramian[i, j]);
    }

    /// <summary>Cosine similarity cos θᵢⱼ = gᵢ·gⱼ/(‖gᵢ‖·‖gⱼ‖) of every pair of tasks.</summary>
    /// <remarks>Source: Yu et al., "Gradient Surgery for Multi-Task Learning", 2020, arXiv:2001.06782, Definition 1; AutoScale, Appendix C.2.</remarks>
    /// <param name="gramian">The Gramian.</param>
    /// <returns>In [−1, 1], in the order of <see cref="TaskPairs"/>; NaN with a gradient that has no direction.</returns>
    public static double[] CosineSimilarities(Gramian gramian)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        return TaskPairs.Map(gramian.TaskCount, (i, j) => Cosines.HasDirection(gramian, i) && Cosines.HasDirection(gramian, j)
            ? Math.Clamp(gramian[i, j] / gramian.Norm(i) / gramian.Norm(j), -1, 1)
            : double.NaN);
    }

    /// <summary>The share of conflicting pairs: how many of the pairs of tasks have gᵢ·gⱼ &lt; 0.</summary>
    /// <remarks>Orthogonal gradients do not conflict. Source: AutoScale, section 3.1.</remarks>
    /// <param name="gramian">The Gramian.</param>
    /// <returns>A fraction in [0, 1] of the pairs in which both gradients have a direction; NaN without any.</returns>
    public static double ConflictingShare(Gramian gramian)
    {
        double[] cosines = [.. CosineSimilarities(gramian).Where(cosine => !double.IsNaN(cosine))];
        return (double)cosines.Count(cosine => cosine < 0) / cosines.Length;
    }

    /// <summary>Cosine of every task gradient to the mean gradient ḡ = Σ gⱼ/K.</summary>
    /// <remarks>Source: Javaloy and Valera, "RotoGrad: Gradient Homogenization in Multitask Learning", 2021, arXiv:2103.02631; AutoScale, Appendix C.2.</remarks>
    /// <param name="gramian">The Gramian.</param>
    /// <returns>In [−1, 1], shape [K]; NaN without a direction.</returns>
    public static double[] CosinesToMean(Gramian gramian)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        return CosinesToFinal(gramian, Ones(gramian));
    }

    /// <summary>Cosine of every task gradient to the final gradient g = Σ wⱼ·gⱼ, which updates the shared parameters. Negative: the update makes the task worse.</summary>
    /// <remarks>Source: Liu et al., "Towards Impartial Multi-task Learning", ICLR 2021; AutoScale, Appendix C.2.</remarks>
    /// <param name="gramian">The Gramian of the unweighted gradients.</param>
    /// <param name="weights">The loss weights w, shape [K].</param>
    /// <returns>In [−1, 1], shape [K]; NaN without a direction.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    public static double[] CosinesToFinal(Gramian gramian, ReadOnlySpan<double> weights)
    {
        double[] cosines = ProjectedMagnitudes(gramian, weights);
        double norm = Math.Sqrt(gramian.SquaredNorm(weights));
        double summands = 0;
        for (int task = 0; task < weights.Length; task++)
        {
            summands += Math.Abs(weights[task]) * gramian.Norm(task);
        }

        foreach (ref double cosine in cosines.AsSpan())
        {
            cosine = norm > CancellationTolerance * summands ? Math.Clamp(cosine / norm, -1, 1) : double.NaN;
        }

        return cosines;
    }

    /// <summary>Projected magnitude gᵢ·g/‖gᵢ‖ of the final gradient g = Σ wⱼ·gⱼ on every task: how far the update goes down that task's own slope.</summary>
    /// <remarks>Source: AutoScale, Appendix B.1, Figure 9; it is what IMTL-G makes equal, Liu et al., "Towards Impartial Multi-task Learning", ICLR 2021.</remarks>
    /// <param name="gramian">The Gramian of the unweighted gradients.</param>
    /// <param name="weights">The loss weights w, shape [K].</param>
    /// <returns>Gradient units, any sign, shape [K]; NaN for a gradient without a direction.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    public static double[] ProjectedMagnitudes(Gramian gramian, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        gramian.RequireOnePerTask(weights);
        double[] magnitudes = new double[weights.Length];
        for (int task = 0; task < magnitudes.Length; task++)
        {
            magnitudes[task] = Cosines.HasDirection(gramian, task) ? gramian.Dot(task, weights) / gramian.Norm(task) : double.NaN;
        }

        return magnitudes;
    }

    private static double[] Ones(Gramian gramian)
    {
        double[] ones = new double[gramian.TaskCount];
        Array.Fill(ones, 1);
        return ones;
    }
}

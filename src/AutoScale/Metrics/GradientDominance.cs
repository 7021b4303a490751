namespace AutoScale.Metrics;

/// <summary>Gradient dominance: how far apart the lengths of two task gradients are.</summary>
/// <remarks>
/// Both metrics read the gradient norms alone, lie in [0, 1], are 1 for equal norms, 0 where one norm is zero, NaN where both are, and do
/// not change when all gradients grow by one factor. Φ = 2·γ/(1 + γ²), so they order pairs alike; Φ is the blunter one near equality.
/// </remarks>
public static class GradientDominance
{
    /// <summary>Gradient magnitude ratio γ = ‖gᵢ‖/‖gⱼ‖ with the smaller norm on top.</summary>
    /// <remarks>Source: Huang et al., "FULLER: Unified Multi-modality Multi-task 3D Perception via Multi-level Gradient Calibration", ICCV 2023; AutoScale, Appendix C.1.</remarks>
    /// <param name="first">‖gᵢ‖, at least 0.</param>
    /// <param name="second">‖gⱼ‖, at least 0.</param>
    /// <returns>The ratio in [0, 1]; NaN where both norms are zero.</returns>
    public static double MagnitudeRatio(double first, double second) => Math.Min(first, second) / Math.Max(first, second);

    /// <summary>Gradient magnitude similarity Φ = 2·‖gᵢ‖·‖gⱼ‖/(‖gᵢ‖² + ‖gⱼ‖²).</summary>
    /// <remarks>Source: Yu et al., "Gradient Surgery for Multi-Task Learning", 2020, arXiv:2001.06782, Definition 2; AutoScale, Appendix C.1.</remarks>
    /// <param name="first">‖gᵢ‖, at least 0.</param>
    /// <param name="second">‖gⱼ‖, at least 0.</param>
    /// <returns>The similarity in [0, 1]; NaN where both norms are zero.</returns>
    public static double MagnitudeSimilarity(double first, double second)
    {
        // From the ratio: the squares of 1e200 would overflow.
        double ratio = MagnitudeRatio(first, second);
        return 2 * ratio / (1 + (ratio * ratio));
    }

    /// <summary>The magnitude ratio of every pair of tasks.</summary>
    /// <param name="norms">‖gᵢ‖, shape [K].</param>
    /// <returns>γ in the order of <see cref="TaskPairs"/>.</returns>
    public static double[] MagnitudeRatios(IReadOnlyList<double> norms)
    {
        ArgumentNullException.ThrowIfNull(norms);
        return TaskPairs.Map(norms.Count, (i, j) => MagnitudeRatio(norms[i], norms[j]));
    }

    /// <summary>The magnitude similarity of every pair of tasks.</summary>
    /// <param name="norms">‖gᵢ‖, shape [K].</param>
    /// <returns>Φ in the order of <see cref="TaskPairs"/>.</returns>
    public static double[] MagnitudeSimilarities(IReadOnlyList<double> norms)
    {
        ArgumentNullException.ThrowIfNull(norms);
        return TaskPairs.Map(norms.Count, (i, j) => MagnitudeSimilarity(norms[i], norms[j]));
    }
}

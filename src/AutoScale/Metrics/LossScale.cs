using AutoScale.Numerics;

namespace AutoScale.Metrics;

/// <summary>Loss scale balance: whether one loss outweighs the others.</summary>
/// <remarks>Shares and similarities are of losses that are not negative: with a negative one they are NaN, except the softmax form, which takes any.</remarks>
public static class LossScale
{
    /// <summary>Relative loss scale l̃ᵢ = lᵢ/Σ lⱼ over the K tasks.</summary>
    /// <remarks>Source: AutoScale, Appendix C.4; the upper limit T printed there is K.</remarks>
    /// <param name="losses">The losses at least 0, shape [K].</param>
    /// <returns>Shares in [0, 1], sum 1, shape [K]; NaN with a negative loss or nothing but zeros.</returns>
    public static double[] Relative(IReadOnlyList<double> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        double sum = losses.Any(loss => loss < 0) ? double.NaN : losses.Sum();
        return [.. losses.Select(loss => loss / sum)];
    }

    /// <summary>Relative loss scale by softmax, l̃ᵢ = exp(lᵢ)/Σ exp(lⱼ).</summary>
    /// <remarks>Depends on the unit of the losses, unlike <see cref="Relative"/>. Source: AutoScale, Appendix C.4.</remarks>
    /// <param name="losses">Finite losses of any sign, shape [K].</param>
    /// <returns>Shares in [0, 1], sum 1, shape [K].</returns>
    public static double[] RelativeSoftmax(IReadOnlyList<double> losses)
    {
        double[] shares = [.. losses];
        Softmax.Apply(shares);
        return shares;
    }

    /// <summary>Loss ratio lᵢ/lⱼ of every pair of tasks.</summary>
    /// <remarks>Source: AutoScale, Appendix C.4.</remarks>
    /// <param name="losses">The losses, shape [K].</param>
    /// <returns>In the order of <see cref="TaskPairs"/>, the first task on top; infinite or NaN over a loss of zero.</returns>
    public static double[] Ratios(IReadOnlyList<double> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return TaskPairs.Map(losses.Count, (i, j) => losses[i] / losses[j]);
    }

    /// <summary>Loss similarity 2·lᵢ·lⱼ/(lᵢ² + lⱼ²) of every pair of tasks: the magnitude similarity of gradients, of losses.</summary>
    /// <remarks>Source: AutoScale, section 3.1.</remarks>
    /// <param name="losses">The losses at least 0, shape [K].</param>
    /// <returns>In [0, 1], in the order of <see cref="TaskPairs"/>; NaN with a negative loss or two zeros.</returns>
    public static double[] Similarities(IReadOnlyList<double> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        return TaskPairs.Map(losses.Count, (i, j) => losses[i] < 0 || losses[j] < 0
            ? double.NaN
            : GradientDominance.MagnitudeSimilarity(losses[i], losses[j]));
    }
}

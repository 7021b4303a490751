using AutoScale.Numerics;

namespace AutoScale.Weighting.Decorators;

/// <summary>Bounds on the inner weighting's weights, as multiples of their mean.</summary>
/// <remarks>
/// <para>The nearest weights with lower·m ≤ wᵢ ≤ upper·m and the same sum, m = Σ wᵢ/K: one common amount is added to the weights that no bound holds. Where weights sum to K, m is 1
/// and the bounds are those of the numbers that a run shows. A negative weight counts as 0, in m too. Where a weight was held by a bound, the certificate says
/// <see cref="Guards.Bounded"/>; its residual stays that of the weights before. Weights that are all 0 stay so. Thread-safe if the inner weighting is.</para>
/// <para>Source: ours. "Uniform Loss vs. Specialized Optimization: A Comparative Analysis in Multi-Task Learning", Section 3.4, blames the missing bounds on IMTL's weights for its failed runs.</para>
/// </remarks>
public sealed class Clamp : Decorator
{
    private const int MostTasksOnStack = 40;
    private readonly double _lower;
    private readonly double _upper;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting whose weights to bound.</param>
    /// <param name="lower">The least weight as a fraction of the mean. From 0 to 1.</param>
    /// <param name="upper">The largest weight as a multiple of the mean. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside its range.</exception>
    public Clamp(IWeighting inner, double lower, double upper)
        : base(inner)
    {
        if (!AreBounds(lower, upper))
        {
            throw new ArgumentOutOfRangeException(
                nameof(lower), FormattableString.Invariant($"The bounds are {lower} and {upper}: expected a lower one from 0 to 1 and an upper one of at least 1, in units of the mean weight."));
        }

        (_lower, _upper) = (lower, upper);
    }

    internal static bool AreBounds(double lower, double upper) => lower is >= 0 and <= 1 && upper >= 1;

    private protected override Guards Change(int iteration, Span<double> weights)
    {
        double largest = 0;
        foreach (double weight in weights)
        {
            largest = Math.Max(largest, weight);
        }

        if (largest == 0)
        {
            bool wasNegative = weights.ContainsAnyExcept(0);
            weights.Clear();
            return wasNegative ? Guards.Bounded : Guards.None;
        }

        // Divided by the largest first, so that no sum can overflow.
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += Math.Max(weight, 0) / largest;
        }

        double mean = sum / weights.Length;
        Span<double> shares = weights.Length <= MostTasksOnStack ? stackalloc double[weights.Length] : new double[weights.Length];
        bool isWithin = true;
        for (int task = 0; task < shares.Length; task++)
        {
            isWithin &= weights[task] >= 0;
            shares[task] = Math.Max(weights[task], 0) / largest / mean;
            isWithin &= shares[task] >= _lower && shares[task] <= _upper;
        }

        return isWithin ? Guards.None : Bound(shares, largest * mean, weights);
    }

    private Guards Bound(Span<double> shares, double mean, Span<double> weights)
    {
        BoxedSimplex.Project(shares, _lower, _upper);
        for (int task = 0; task < shares.Length; task++)
        {
            weights[task] = shares[task] * mean;
        }

        return Guards.Bounded;
    }
}

using MathNet.Numerics;

namespace AutoScale.Evaluation;

/// <summary>Correlation of two quantities, such as a metric and Δm over runs with different weights.</summary>
public static class Correlation
{
    /// <summary>Up to this many pairs the p-value of <see cref="Spearman"/> goes through all orders: 9! = 362,880.</summary>
    public const int MostPairsPermuted = 9;

    /// <summary>Pearson's r: how close the pairs are to a line.</summary>
    /// <remarks>The p-value is Student's t with n − 2 degrees of freedom, which is I(1 − r²; (n − 2)/2, 1/2). Source: Fisher, 1915.</remarks>
    /// <param name="first">One quantity, finite.</param>
    /// <param name="second">The other, in the same order.</param>
    /// <param name="options">How the interval is drawn; null for the defaults.</param>
    /// <returns>The correlation.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, have fewer than three numbers, or one that is not finite.</exception>
    public static CorrelationResult Pearson(IReadOnlyList<double> first, IReadOnlyList<double> second, BootstrapOptions? options = null)
    {
        RequirePairs(first, second);
        double coefficient = Coefficient(first, second);
        return new CorrelationResult(first.Count, coefficient, StudentT(coefficient, first.Count), PValueKind.StudentT, Interval(first, second, Coefficient, options));
    }

    /// <summary>Spearman's ρ: Pearson's r of the ranks, how close the pairs are to one order. Equal values get the mean of their ranks.</summary>
    /// <remarks>
    /// The p-value goes through all orders for up to <see cref="MostPairsPermuted"/> pairs, and is Student's t of the ranks above. Source: Spearman, 1904.
    /// </remarks>
    /// <param name="first">One quantity, finite.</param>
    /// <param name="second">The other, in the same order.</param>
    /// <param name="options">How the interval is drawn; null for the defaults.</param>
    /// <returns>The correlation.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, have fewer than three numbers, or one that is not finite.</exception>
    public static CorrelationResult Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second, BootstrapOptions? options = null)
    {
        RequirePairs(first, second);
        double[] firstRanks = MeanRank.Rank(first, RankTies.Average);
        double[] secondRanks = MeanRank.Rank(second, RankTies.Average);
        double coefficient = Coefficient(firstRanks, secondRanks);
        bool permutes = first.Count <= MostPairsPermuted;
        return new CorrelationResult(
            first.Count,
            coefficient,
            double.IsNaN(coefficient) ? double.NaN : permutes ? Permutations(firstRanks, secondRanks) : StudentT(coefficient, first.Count),
            permutes ? PValueKind.ExactPermutation : PValueKind.ApproximateT,
            Interval(first, second, RankCoefficient, options));
    }

    private static double RankCoefficient(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        Coefficient(MeanRank.Rank(first, RankTies.Average), MeanRank.Rank(second, RankTies.Average));

    private static double Coefficient(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        first.Max() == first.Min() || second.Max() == second.Min() // Otherwise the rounding of a mean would pass for variation.
            ? double.NaN
            : Math.Clamp(MathNet.Numerics.Statistics.Correlation.Pearson(first, second), -1, 1);

    private static double StudentT(double coefficient, int count) => double.IsNaN(coefficient)
        ? double.NaN
        : SpecialFunctions.BetaRegularized(0.5 * (count - 2), 0.5, (1 - coefficient) * (1 + coefficient));

    private static BootstrapInterval Interval(
        IReadOnlyList<double> first,
        IReadOnlyList<double> second,
        Func<IReadOnlyList<double>, IReadOnlyList<double>, double> coefficient,
        BootstrapOptions? options)
    {
        double[] left = new double[first.Count];
        double[] right = new double[first.Count];
        return Bootstrap.Interval(
            first.Count,
            indices =>
            {
                for (int at = 0; at < left.Length; at++)
                {
                    (left[at], right[at]) = (first[indices[at]], second[indices[at]]);
                }

                return coefficient(left, right);
            },
            options);
    }

    /// <summary>The fraction of all orders whose Σ rᵢ·sᵢ is as far from its mean. Ranks are halves of integers, so sums are exact and ties are ties.</summary>
    private static double Permutations(double[] first, double[] second)
    {
        double mean = first.Length * first.Average() * second.Average();
        double observed = Math.Abs(Product(first, second) - mean);
        double[] order = [.. second];
        int[] swaps = new int[order.Length];
        long asFar = 1;
        long count = 1;

        // Heap's algorithm: every order differs from the one before it by one swap.
        for (int at = 1; at < order.Length;)
        {
            if (swaps[at] >= at)
            {
                swaps[at++] = 0;
                continue;
            }

            int other = at % 2 == 0 ? 0 : swaps[at];
            (order[at], order[other]) = (order[other], order[at]);
            swaps[at]++;
            at = 1;
            count++;
            asFar += Math.Abs(Product(first, order) - mean) >= observed ? 1 : 0;
        }

        return (double)asFar / count;
    }

    private static double Product(double[] first, double[] second)
    {
        double sum = 0;
        for (int at = 0; at < first.Length; at++)
        {
            sum += first[at] * second[at];
        }

        return sum;
    }

    private static void RequirePairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count || first.Count < 3)
        {
            throw new ArgumentException($"A correlation needs at least three pairs: got {first.Count} and {second.Count} numbers.", nameof(second));
        }

        if (!first.Concat(second).All(double.IsFinite))
        {
            throw new ArgumentException("A correlation needs finite numbers: leave out the pairs that have none.", nameof(second));
        }
    }
}

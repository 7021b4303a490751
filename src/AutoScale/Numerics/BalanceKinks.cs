namespace AutoScale.Numerics;

/// <summary>Tries the points where one row balances perfectly: there its norm has a kink, and the minimum often sits in it.</summary>
/// <remarks>
/// <para>Row t is balanced at u ∝ 1/bᵗ. With g the gradient of the other rows there, it is the minimiser exactly when
/// ‖(g + ν·p)/bᵗ‖ ≤ m: ν = −Σ(g/b)/Σ(p/b) makes the left side an element of the row's own subgradient, and m is the sum of the scales
/// of the rows proportional to bᵗ, itself included.</para>
/// <para>Only rows without a zero have such a point inside w &gt; 0.</para>
/// </remarks>
internal static class BalanceKinks
{
    // Rounding of a norm that is zero in exact arithmetic, against the numbers it is the difference of.
    private const double ZeroNorm = 1e-13;
    private const double Boundary = 1e-9;

    internal static bool TryMinimise(BalanceProblem problem, Span<double> weights, out MinimumCertificate certificate)
    {
        int taskCount = problem.TaskCount;
        double[] point = new double[taskCount];
        double[] sum = new double[taskCount];
        double[] work = new double[2 * taskCount];
        int found = 0;
        bool onBoundary = false;
        double residual = 0;
        for (int row = 0; row < problem.RowCount; row++)
        {
            if (problem.Row(row).Contains(0.0))
            {
                continue;
            }

            Balance(problem, row, point);
            double excess = Excess(problem, row, point, work);
            if (excess <= Boundary)
            {
                Add(point, sum);
                found++;
                onBoundary |= excess >= -Boundary;
                residual = Math.Max(residual, excess);
            }
        }

        // Two kinks that are both optimal are the ends of an interval of minimisers: the mean is one too, whatever the order of the rows.
        certificate = new MinimumCertificate(MinimumKind.Kink, residual, 0, !onBoundary, Weighting.Guards.None);
        if (found > 0)
        {
            problem.ToWeights(sum, weights);
        }

        return found > 0;
    }

    private static void Balance(BalanceProblem problem, int row, Span<double> point)
    {
        ReadOnlySpan<double> scales = problem.Row(row);
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = 1 / scales[i];
        }

        problem.Normalise(point);
    }

    private static void Add(ReadOnlySpan<double> point, Span<double> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += point[i];
        }
    }

    // By how much, relative to m, the other rows pull harder than the kink holds; negative where it holds.
    private static double Excess(BalanceProblem problem, int kink, ReadOnlySpan<double> point, Span<double> work)
    {
        int taskCount = problem.TaskCount;
        Span<double> gradient = work[..taskCount];
        Span<double> centred = work[taskCount..];
        gradient.Clear();
        double holding = 0;
        ReadOnlySpan<double> own = problem.Row(kink);
        for (int row = 0; row < problem.RowCount; row++)
        {
            ReadOnlySpan<double> scales = problem.Row(row);
            double norm = problem.Residual(row, point, centred);
            if (row == kink || norm <= ZeroNorm * scales[0] * point[0])
            {
                holding += scales[0] / own[0];
                continue;
            }

            for (int i = 0; i < taskCount; i++)
            {
                gradient[i] += scales[i] * centred[i] / norm;
            }
        }

        double pull = 0;
        double slope = 0;
        for (int i = 0; i < taskCount; i++)
        {
            pull += gradient[i] / own[i];
            slope += problem.Constraint[i] / own[i];
        }

        double sum = 0;
        for (int i = 0; i < taskCount; i++)
        {
            double element = (gradient[i] - (pull / slope * problem.Constraint[i])) / own[i];
            sum += element * element;
        }

        return (Math.Sqrt(sum) / holding) - 1;
    }
}

using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>The weights that make weighted magnitudes wᵢ·aᵢᵗ as equal as they can be over several rows t: a sum of norms, minimised exactly.</summary>
/// <remarks>
/// <para>F(w) = (1/n)·Σₜ ‖Aᵗw‖₂, where Aᵗ has one row aᵢ·wᵢ − aⱼ·wⱼ per pair. AᵀA = K·diag(a²) − a·aᵀ, so no pair is ever formed:
/// ‖Aᵗw‖² = K·Σᵢ (vᵢ − v̄)², vᵢ = aᵢᵗ·wᵢ. Minimised over w ≥ 0, Σ wᵢ = K; convex, and with positive magnitudes every minimiser is
/// positive.</para>
/// <para>K = 2 is a weighted median. Otherwise the rows' own optima are tried first, where the cost has kinks on which Newton's method
/// would stall, and then Newton finds the smooth minimum. Everything is solved in uᵢ = wᵢ·cᵢ, cᵢ the geometric mean of task i's
/// magnitudes, so scales twelve orders apart are harmless. Rows that are all zero cost nothing and are dropped.</para>
/// <para>Source: AutoScale, section 4.1, Equation 2.</para>
/// </remarks>
public static class MagnitudeBalance
{
    /// <summary>The cost F(w).</summary>
    /// <param name="magnitudes">Magnitudes aᵢᵗ ≥ 0 row by row, shape [n, K].</param>
    /// <param name="weights">Weights w, shape [K].</param>
    /// <returns>The cost, at least 0.</returns>
    public static double Cost(ReadOnlySpan<double> magnitudes, ReadOnlySpan<double> weights)
    {
        int taskCount = weights.Length;
        double sum = 0;
        for (int start = 0; start < magnitudes.Length; start += taskCount)
        {
            sum += RowCost(magnitudes.Slice(start, taskCount), weights);
        }

        return sum / (magnitudes.Length / taskCount);
    }

    /// <summary>Minimises the cost.</summary>
    /// <param name="magnitudes">Magnitudes aᵢᵗ row by row, finite and at least 0, shape [n, K] with K ≥ 2.</param>
    /// <param name="weights">Receives the minimiser, at least 0, summing to K, shape [K].</param>
    /// <returns>How well it is solved.</returns>
    /// <exception cref="ArgumentException">There are fewer than two tasks, or the magnitudes do not fill whole rows.</exception>
    public static MinimumCertificate Minimise(ReadOnlySpan<double> magnitudes, Span<double> weights)
    {
        if (weights.Length < 2 || magnitudes.IsEmpty || magnitudes.Length % weights.Length != 0)
        {
            throw new ArgumentException(
                $"Balancing needs at least 2 tasks and whole rows of magnitudes: got {weights.Length} tasks and {magnitudes.Length} magnitudes.",
                nameof(magnitudes));
        }

        int dead = CountDead(magnitudes, weights.Length, out int firstDead);
        if (dead > 0)
        {
            return Concentrate(magnitudes, dead, firstDead, weights);
        }

        if (weights.Length == 2)
        {
            return PairMedian.Minimise(magnitudes, weights);
        }

        BalanceProblem problem = new(magnitudes, weights.Length);
        return BalanceKinks.TryMinimise(problem, weights, out MinimumCertificate kink)
            ? kink
            : BalanceNewton.Minimise(problem, weights);
    }

    /// <summary>Whether a task has no magnitude in any row.</summary>
    /// <param name="magnitudes">Magnitudes row by row, shape [n, K].</param>
    /// <param name="taskCount">K.</param>
    /// <param name="task">The task, from 0.</param>
    /// <returns>True if all its magnitudes are zero.</returns>
    public static bool IsDead(ReadOnlySpan<double> magnitudes, int taskCount, int task)
    {
        for (int i = task; i < magnitudes.Length; i += taskCount)
        {
            if (magnitudes[i] != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static double RowCost(ReadOnlySpan<double> row, ReadOnlySpan<double> weights)
    {
        double mean = 0;
        double largest = 0;
        for (int i = 0; i < row.Length; i++)
        {
            mean += row[i] * weights[i] / row.Length;
            largest = Math.Max(largest, row[i] * weights[i]);
        }

        if (largest == 0)
        {
            return 0;
        }

        // Divided by the largest first, so that squares neither overflow nor vanish.
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double offset = ((row[i] * weights[i]) - mean) / largest;
            sum += offset * offset;
        }

        return largest * Math.Sqrt(row.Length * sum);
    }

    private static int CountDead(ReadOnlySpan<double> magnitudes, int taskCount, out int first)
    {
        int count = 0;
        first = -1;
        for (int task = taskCount - 1; task >= 0; task--)
        {
            if (IsDead(magnitudes, taskCount, task))
            {
                count++;
                first = task;
            }
        }

        return count;
    }

    // A task whose magnitude is always zero can take all the weight: every weighted magnitude is then zero, hence equal.
    private static MinimumCertificate Concentrate(ReadOnlySpan<double> magnitudes, int dead, int firstDead, Span<double> weights)
    {
        weights.Clear();
        for (int task = firstDead; task < weights.Length; task++)
        {
            weights[task] = IsDead(magnitudes, weights.Length, task) ? (double)weights.Length / dead : 0;
        }

        return dead == weights.Length
            ? MinimumCertificate.Exact(MinimumKind.AllZero, isUnique: false, Guards.AllZero)
            : MinimumCertificate.Exact(MinimumKind.DeadTask, isUnique: dead == 1);
    }
}

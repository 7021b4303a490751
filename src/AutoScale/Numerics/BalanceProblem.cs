namespace AutoScale.Numerics;

/// <summary>A balancing problem of three or more tasks in its scaled coordinates: minimise Σₜ ‖P·diag(bᵗ)·u‖ over p·u = 1.</summary>
/// <remarks>
/// uᵢ = cᵢ·wᵢ up to a common factor and bᵢᵗ = aᵢᵗ/cᵢ, cᵢ the geometric mean of task i's magnitudes that are not zero; pᵢ ∝ 1/cᵢ with
/// largest 1. P takes the mean off. The weights are wᵢ = K·pᵢ·uᵢ. The factor √K/n of the cost is left out.
/// </remarks>
internal sealed class BalanceProblem
{
    internal BalanceProblem(ReadOnlySpan<double> magnitudes, int taskCount)
    {
        TaskCount = taskCount;
        Constraint = new double[taskCount];
        Rows = new double[magnitudes.Length];
        double[] logScales = LogGeometricMeans(magnitudes, taskCount);
        double least = double.PositiveInfinity;
        foreach (double logScale in logScales)
        {
            least = Math.Min(least, logScale);
        }

        for (int task = 0; task < taskCount; task++)
        {
            Constraint[task] = Math.Exp(least - logScales[task]);
            Pivot = Constraint[task] == 1 ? task : Pivot;
        }

        for (int start = 0; start < magnitudes.Length; start += taskCount)
        {
            ReadOnlySpan<double> row = magnitudes.Slice(start, taskCount);
            if (row.ContainsAnyExcept(0.0))
            {
                Scale(row, logScales, Rows.AsSpan(RowCount * taskCount, taskCount));
                RowCount++;
            }
        }
    }

    internal int TaskCount { get; }

    /// <summary>Rows that are not all zero.</summary>
    internal int RowCount { get; }

    /// <summary>The rows b, shape [RowCount, K].</summary>
    internal double[] Rows { get; }

    /// <summary>The constraint p, largest element 1, shape [K].</summary>
    internal double[] Constraint { get; }

    /// <summary>A task whose element of p is 1: the one to eliminate by the constraint.</summary>
    internal int Pivot { get; }

    internal ReadOnlySpan<double> Row(int row) => Rows.AsSpan(row * TaskCount, TaskCount);

    /// <summary>Writes v = bᵗ∘u less its mean, and returns its norm.</summary>
    internal double Residual(int row, ReadOnlySpan<double> point, Span<double> centred)
    {
        ReadOnlySpan<double> scales = Row(row);
        double mean = 0;
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] = scales[i] * point[i];
            mean += centred[i];
        }

        mean /= centred.Length;
        double sum = 0;
        for (int i = 0; i < centred.Length; i++)
        {
            centred[i] -= mean;
            sum += centred[i] * centred[i];
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Scales a point onto the constraint p·u = 1.</summary>
    internal void Normalise(Span<double> point)
    {
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            sum += Constraint[i] * point[i];
        }

        for (int i = 0; i < point.Length; i++)
        {
            point[i] /= sum;
        }
    }

    /// <summary>Turns a point into weights that are at least 0 and sum to K.</summary>
    internal void ToWeights(ReadOnlySpan<double> point, Span<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            // Raising a negative weight to zero shrinks every pairwise difference, so this never costs anything.
            weights[i] = Math.Max(Constraint[i] * point[i], 0);
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] *= weights.Length / sum;
        }
    }

    private static double[] LogGeometricMeans(ReadOnlySpan<double> magnitudes, int taskCount)
    {
        double[] means = new double[taskCount];
        for (int task = 0; task < taskCount; task++)
        {
            double sum = 0;
            int count = 0;
            for (int i = task; i < magnitudes.Length; i += taskCount)
            {
                if (magnitudes[i] > 0)
                {
                    sum += Math.Log(magnitudes[i]);
                    count++;
                }
            }

            means[task] = sum / count;
        }

        return means;
    }

    private static void Scale(ReadOnlySpan<double> row, double[] logScales, Span<double> scaled)
    {
        for (int i = 0; i < row.Length; i++)
        {
            scaled[i] = row[i] / Math.Exp(logScales[i]);
        }
    }
}

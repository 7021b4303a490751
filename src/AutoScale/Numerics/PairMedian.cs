namespace AutoScale.Numerics;

/// <summary>Balances two tasks exactly: the weighted median of the rows' own optima.</summary>
/// <remarks>
/// With w₂ = 2 − w₁ a row costs |a₁·w₁ − a₂·w₂| = (a₁ + a₂)·|w₁ − x|, x = 2·a₂/(a₁ + a₂). A tie leaves an interval of minimisers, of
/// which the middle is taken. Rows are ordered by a₂/a₁, so that a weight of 1e-12 keeps all its digits.
/// </remarks>
internal static class PairMedian
{
    private const double TieTolerance = 1e-13;

    internal static MinimumCertificate Minimise(ReadOnlySpan<double> magnitudes, Span<double> weights)
    {
        int rowCount = magnitudes.Length / 2;
        double[] order = new double[rowCount];
        double[] mass = new double[rowCount];
        int[] rows = new int[rowCount];
        double total = 0;
        for (int row = 0; row < rowCount; row++)
        {
            (double first, double second) = (magnitudes[2 * row], magnitudes[(2 * row) + 1]);
            order[row] = Math.Log(second) - Math.Log(first);
            mass[row] = first + second;
            rows[row] = row;
            total += mass[row];

            // A row of zeros has no optimum of its own and no mass: anywhere will do.
            order[row] = double.IsNaN(order[row]) ? 0 : order[row];
        }

        Array.Sort(order, rows);
        (int low, int high) = MedianRows(rows, mass, total);
        (double lowFirst, double lowSecond) = Optimum(magnitudes, rows[low]);
        (double highFirst, double highSecond) = Optimum(magnitudes, rows[high]);
        weights[0] = 0.5 * (lowFirst + highFirst);
        weights[1] = 0.5 * (lowSecond + highSecond);
        return MinimumCertificate.Exact(MinimumKind.WeightedMedian, isUnique: order[low] == order[high]);
    }

    // The first row at which half of the mass is reached; on a tie, the next row with any mass as well.
    private static (int Low, int High) MedianRows(int[] rows, double[] mass, double total)
    {
        double sum = 0;
        int low = -1;
        for (int i = 0; i < rows.Length; i++)
        {
            if (mass[rows[i]] == 0)
            {
                continue;
            }

            if (low >= 0)
            {
                return (low, i);
            }

            sum += mass[rows[i]];
            if (sum > (0.5 + TieTolerance) * total)
            {
                return (i, i);
            }

            if (sum >= (0.5 - TieTolerance) * total)
            {
                low = i;
            }
        }

        return (low, low);
    }

    private static (double First, double Second) Optimum(ReadOnlySpan<double> magnitudes, int row)
    {
        (double first, double second) = (magnitudes[2 * row], magnitudes[(2 * row) + 1]);
        double larger = Math.Max(first, second);
        double sum = (first / larger) + (second / larger);
        return (2 * (second / larger) / sum, 2 * (first / larger) / sum);
    }
}

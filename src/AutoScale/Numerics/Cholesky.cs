namespace AutoScale.Numerics;

/// <summary>Cholesky's factorisation A = LLᵀ of small symmetric positive definite matrices, in place and without allocating.</summary>
/// <remarks>Backward stable whatever the scale of the rows, so callers need not balance a matrix first.</remarks>
internal static class Cholesky
{
    /// <summary>Replaces the lower triangle of a matrix by its factor L.</summary>
    /// <param name="matrix">A, row by row, shape [order × order]; only the lower triangle is read.</param>
    /// <param name="order">Rows and columns.</param>
    /// <param name="tolerance">The smallest pivot, as a fraction of its own diagonal entry, that is taken for different from 0. At least 0.</param>
    /// <returns>How many leading rows could be factored: <paramref name="order"/> where A is regular; the row after them depends on them.</returns>
    public static int Factor(Span<double> matrix, int order, double tolerance) => Extend(matrix, order, 0..order, tolerance);

    /// <summary>Replaces some rows of the lower triangle by those of the factor, the rows before them being factored already.</summary>
    /// <param name="matrix">Rows of L, then rows of A, row by row, shape [order × order]; only the lower triangle is read.</param>
    /// <param name="order">Rows and columns of the whole matrix.</param>
    /// <param name="rows">The rows to factor.</param>
    /// <param name="tolerance">As for <see cref="Factor"/>.</param>
    /// <returns>How many leading rows are factored now: the end of <paramref name="rows"/> where they are independent.</returns>
    public static int Extend(Span<double> matrix, int order, Range rows, double tolerance)
    {
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            Span<double> own = matrix.Slice(row * order, row + 1);
            for (int column = 0; column < row; column++)
            {
                ReadOnlySpan<double> other = matrix.Slice(column * order, column + 1);
                own[column] = (own[column] - Dot(own, other, column)) / other[column];
            }

            double pivot = own[row] - Dot(own, own, row);
            if (!(pivot > tolerance * own[row]))
            {
                return row;
            }

            own[row] = Math.Sqrt(pivot);
        }

        return rows.End.Value;
    }

    /// <summary>Solves LLᵀx = b for the leading rows of a factor.</summary>
    /// <param name="factor">What <see cref="Factor"/> or <see cref="Extend"/> left.</param>
    /// <param name="order">Rows and columns of the whole matrix.</param>
    /// <param name="solution">b, replaced by x; as many rows as to solve for, at most those that were factored.</param>
    public static void Solve(ReadOnlySpan<double> factor, int order, Span<double> solution)
    {
        for (int row = 0; row < solution.Length; row++)
        {
            ReadOnlySpan<double> own = factor.Slice(row * order, row + 1);
            solution[row] = (solution[row] - Dot(own, solution, row)) / own[row];
        }

        for (int row = solution.Length - 1; row >= 0; row--)
        {
            ReadOnlySpan<double> own = factor.Slice(row * order, row + 1);
            solution[row] /= own[row];
            for (int column = 0; column < row; column++)
            {
                solution[column] -= own[column] * solution[row];
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int count)
    {
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            sum += first[k] * second[k];
        }

        return sum;
    }
}

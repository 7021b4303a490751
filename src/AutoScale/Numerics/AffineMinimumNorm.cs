using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AutoScale.Numerics;

/// <summary>The shortest affine combination of K unit vectors: min ‖Σ βᵢ·uᵢ‖² over Σ βᵢ = 1, signs free.</summary>
/// <remarks>
/// <para>Its conditions are Cβ = μ·1 and Σ βᵢ = 1, with C the matrix of cosines uᵢ·uⱼ: the combination has the same projection μ ≥ 0 on every
/// vector. They always have a solution, also where Cβ = 1 has none: there μ = 0, and the vectors' affine hull holds the origin.</para>
/// <para>A regular C is solved by Cholesky without allocating; a singular one by its eigenvectors, which gives the shortest β of all solutions.</para>
/// </remarks>
internal static class AffineMinimumNorm
{
    /// <summary>Solves the problem.</summary>
    /// <param name="cosines">C, row by row, shape [K × K], diagonal 1, symmetric. The lower triangle is overwritten.</param>
    /// <param name="tolerance">The smallest eigenvalue, relative to the largest, that is taken for different from 0. At least 0.</param>
    /// <param name="coefficients">Receives β, shape [K].</param>
    /// <returns>Whether C is regular.</returns>
    public static bool Solve(Span<double> cosines, double tolerance, Span<double> coefficients)
    {
        int order = coefficients.Length;
        bool isRegular = Cholesky.Factor(cosines, order, tolerance) == order; // No pivot is below the smallest eigenvalue.
        if (isRegular)
        {
            coefficients.Fill(1);
            Cholesky.Solve(cosines, order, coefficients);
        }
        else
        {
            SolveSingular(cosines, tolerance, coefficients);
        }

        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum += coefficient;
        }

        foreach (ref double coefficient in coefficients)
        {
            coefficient /= sum;
        }

        return isRegular;
    }

    /// <summary>The shortest solution from the eigenvectors q of C, up to its scale.</summary>
    /// <remarks>
    /// If the vector of ones has a part in the null space of C, that part is the solution, with μ = 0. Otherwise it is C⁺1. What counts as a part is the
    /// root of the tolerance, since a null vector is known to the root of its eigenvalue only.
    /// </remarks>
    private static void SolveSingular(ReadOnlySpan<double> cosines, double tolerance, Span<double> solution)
    {
        int order = solution.Length;
        Matrix<double> matrix = Matrix<double>.Build.Dense(order, order);
        for (int i = 0; i < order; i++)
        {
            matrix[i, i] = 1;
            for (int j = i + 1; j < order; j++)
            {
                matrix[i, j] = matrix[j, i] = cosines[(i * order) + j]; // The upper triangle still holds C.
            }
        }

        Evd<double> decomposition = matrix.Evd(Symmetricity.Symmetric);
        Vector<double> sums = decomposition.EigenVectors.ColumnSums(); // The component of the vector of ones along each eigenvector.
        Vector<double> values = decomposition.EigenValues.Real();
        double cut = Math.Max(tolerance, 1e-15) * values.Maximum();
        double nullPart = 0;
        for (int k = 0; k < order; k++)
        {
            nullPart += values[k] <= cut ? sums[k] * sums[k] : 0;
        }

        bool reachesOrigin = nullPart > Math.Sqrt(Math.Max(tolerance, 1e-15)) * order;
        solution.Clear();
        for (int k = 0; k < order; k++)
        {
            bool isNull = values[k] <= cut;
            if (isNull != reachesOrigin)
            {
                continue;
            }

            double factor = isNull ? sums[k] : sums[k] / values[k];
            for (int i = 0; i < order; i++)
            {
                solution[i] += factor * decomposition.EigenVectors[i, k];
            }
        }
    }
}

using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>The shortest convex combination of K vectors: min ‖Σ αᵢ·vᵢ‖² over α ≥ 0, Σ αᵢ = 1.</summary>
/// <remarks>
/// <para>Solved exactly as min ‖Σ xᵢ·vᵢ‖² + s²·(1 − Σ xᵢ)² over x ≥ 0: with x = t·α the best α is the same whatever t is, and t = s²/(s² + ‖v‖²). With s the
/// length of the shortest vector, t is between 1/2 and 1, and in the unknowns zᵢ = xᵢ·‖vᵢ‖ the program is made of cosines and of the ratios
/// δᵢ = s/‖vᵢ‖ ≤ 1 alone: vectors whose lengths differ by 1e12 are as good as equal ones.</para>
/// </remarks>
internal static class ConvexMinimumNorm
{
    private const int MostOnStack = 40;

    /// <summary>Solves the problem.</summary>
    /// <param name="cosines">The cosines between the vectors, row by row, shape [K × K], diagonal 1, symmetric. Overwritten.</param>
    /// <param name="lengths">The lengths ‖vᵢ‖, shape [K], each above 0 and finite.</param>
    /// <param name="coefficients">Receives α, shape [K].</param>
    /// <returns>Steps and the relative residual of the optimality conditions vᵢ·v ≥ ‖v‖², with equality where αᵢ > 0.</returns>
    public static Certificate Solve(Span<double> cosines, ReadOnlySpan<double> lengths, Span<double> coefficients)
    {
        int count = lengths.Length;
        Span<double> linear = count <= MostOnStack ? stackalloc double[count] : new double[count];
        double shortest = double.PositiveInfinity;
        foreach (double length in lengths)
        {
            shortest = Math.Min(shortest, length);
        }

        for (int i = 0; i < count; i++)
        {
            linear[i] = -shortest / lengths[i];
            for (int j = 0; j <= i; j++)
            {
                cosines[(i * count) + j] = cosines[(j * count) + i] += linear[i] * linear[j];
            }
        }

        Certificate certificate = NonNegativeQuadratic.Solve(cosines, linear, coefficients);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            coefficients[i] *= -linear[i];
            sum += coefficients[i];
        }

        foreach (ref double coefficient in coefficients)
        {
            coefficient /= sum;
        }

        return certificate;
    }
}

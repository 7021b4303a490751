namespace AutoScale.Numerics;

/// <summary>Aᵖ·b of a symmetric positive semidefinite matrix by its eigenvectors, within those whose eigenvalues count as different from 0.</summary>
/// <remarks>Power −1 is the pseudo-inverse, −1/2 its root.</remarks>
internal static class SpectralPower
{
    /// <summary>Computes the product Σ λₖᵖ·(qₖ·b)·qₖ over λₖ > cut.</summary>
    /// <param name="matrix">The decomposed matrix.</param>
    /// <param name="power">p.</param>
    /// <param name="cut">Eigenvalues up to this count as 0. At least 0.</param>
    /// <param name="vector">b, shape [size].</param>
    /// <param name="product">Receives the product, shape [size].</param>
    public static void Multiply(GramianEigen matrix, double power, double cut, ReadOnlySpan<double> vector, Span<double> product)
    {
        product.Clear();
        for (int k = 0; k < matrix.Size && matrix.Values[k] > cut; k++)
        {
            ReadOnlySpan<double> direction = matrix.Vector(k);
            double along = 0;
            for (int i = 0; i < direction.Length; i++)
            {
                along += direction[i] * vector[i];
            }

            along *= Math.Pow(matrix.Values[k], power);
            for (int i = 0; i < direction.Length; i++)
            {
                product[i] += along * direction[i];
            }
        }
    }
}

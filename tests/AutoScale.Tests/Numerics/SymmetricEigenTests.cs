using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Decompose_TwoByTwo_HasTheKnownPairs()
    {
        // (2, 1; 1, 2) has 3 along (1, 1) and 1 along (1, −1).
        SymmetricEigen eigen = new(2);
        eigen.Decompose([2, 1, 1, 2]);

        Near.AssertEqual([3, 1], eigen.Values.ToArray(), 1e-15);
        Assert.Equal(0, eigen.Vector(0)[0] - eigen.Vector(0)[1], 1e-15);
        Assert.Equal(0, eigen.Vector(1)[0] + eigen.Vector(1)[1], 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public void Decompose_RandomMatrices_ReproducesThem(int size)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            double[] matrix = Symmetric(new Random(seed), size);
            SymmetricEigen eigen = new(size);
            eigen.Decompose(matrix);
            double[] rebuilt = new double[size * size];
            for (int at = 0; at < rebuilt.Length; at++)
            {
                for (int k = 0; k < size; k++)
                {
                    rebuilt[at] += eigen.Values[k] * eigen.Vector(k)[at / size] * eigen.Vector(k)[at % size];
                }
            }

            Near.AssertEqual(matrix, rebuilt, 1e-13);
            Assert.Equal(eigen.Values.ToArray().OrderDescending(), eigen.Values.ToArray());
        }
    }

    [Fact]
    public void Decompose_RowsOfVeryDifferentScale_FindsTheSmallestEigenvalueToItsOwnDigits()
    {
        // diag(s)·C·diag(s) with s = (1, 1e-6, 1e-12): λₘᵢₙ·λ₂·λ₁ = det = det C · 1e-36.
        double[] matrix = [1, 0.5e-6, 0.25e-12, 0.5e-6, 1e-12, 0.5e-18, 0.25e-12, 0.5e-18, 1e-24];
        SymmetricEigen eigen = new(3);
        eigen.Decompose(matrix);

        double determinant = 1 + (2 * 0.5 * 0.5 * 0.25) - (0.5 * 0.5) - (0.5 * 0.5) - (0.25 * 0.25);
        Assert.Equal(1, eigen.Values[0] * eigen.Values[1] * eigen.Values[2] / (determinant * 1e-36), 1e-13);
    }

    [Fact]
    public void Decompose_WrongSize_Throws() => Assert.Throws<ArgumentException>(() => new SymmetricEigen(2).Decompose([1, 2, 3]));

    private static double[] Symmetric(Random random, int size)
    {
        double[] matrix = TestStep.Normals(random, size * size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[(i * size) + j] = matrix[(j * size) + i];
            }
        }

        return matrix;
    }
}

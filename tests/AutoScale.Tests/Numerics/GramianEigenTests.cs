using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public sealed class GramianEigenTests
{
    [Fact]
    public void Decompose_TwoByTwo_HasTheKnownPairs()
    {
        // (2, 1; 1, 2) has 3 along (1, 1) and 1 along (1, −1).
        GramianEigen eigen = new(2);
        eigen.Decompose([2, 1, 1, 2]);

        Near.AssertEqual([3, 1], eigen.Values.ToArray(), 1e-15);
        Assert.Equal(0, eigen.Vector(0)[0] - eigen.Vector(0)[1], 1e-15);
        Assert.Equal(0, eigen.Vector(1)[0] + eigen.Vector(1)[1], 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void Decompose_RandomGramians_ReproducesThemByOrthonormalVectors(int size)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            double[] matrix = Gramian(new Random(seed), size, size + 2);
            GramianEigen eigen = new(size);
            eigen.Decompose(matrix);

            Near.AssertEqual(matrix, Rebuilt(eigen), 1e-13);
            AssertOrthonormal(eigen, size);
            Assert.Equal(eigen.Values.ToArray().OrderDescending(), eigen.Values.ToArray());
        }
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(8, 7)]
    [InlineData(40, 25)]
    public void Decompose_FewerDimensionsThanRows_FindsTheRank(int size, int dimensions)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            double[] matrix = Gramian(new Random(seed), size, dimensions);
            GramianEigen eigen = new(size);
            eigen.Decompose(matrix);

            Near.AssertEqual(matrix, Rebuilt(eigen), 1e-13);
            AssertOrthonormal(eigen, dimensions);
            Assert.All(eigen.Values[dimensions..].ToArray(), value => Assert.Equal(0, value));
            Assert.All(eigen.Vector(size - 1).ToArray(), element => Assert.Equal(0, element));
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void Decompose_DuplicateRows_CountsThemOnce(double scale)
    {
        GramianEigen eigen = new(3);
        eigen.Decompose([scale, scale, 0, scale, scale, 0, 0, 0, 3 * scale]);

        Near.AssertEqual([3 * scale, 2 * scale, 0], eigen.Values.ToArray(), 1e-15);
    }

    [Fact]
    public void Decompose_ZerosAndIdentity_AreTheirOwnEigenvalues()
    {
        GramianEigen eigen = new(2);
        eigen.Decompose([0, 0, 0, 0]);
        Assert.Equal([0, 0], eigen.Values.ToArray());

        eigen.Decompose([1, 0, 0, 1]);
        Assert.Equal([1, 1], eigen.Values.ToArray());
        AssertOrthonormal(eigen, 2);
    }

    [Fact]
    public void Decompose_ClusteredSpectrum_FindsEveryEigenvalueToRounding()
    {
        // H·diag(λ)·H with the reflection H = I − 2vvᵀ/vᵀv.
        const int Size = 12;
        double[] values = [.. Enumerable.Range(0, Size).Select(k => k < 6 ? 1 + (1e-9 * k) : 1e-6)];
        double[] axis = TestStep.Normals(new Random(3), Size);
        double squared = axis.Sum(x => x * x);
        double[] matrix = new double[Size * Size];
        for (int at = 0; at < matrix.Length; at++)
        {
            (int i, int j) = (at / Size, at % Size);
            for (int k = 0; k < Size; k++)
            {
                matrix[at] += ((i == k ? 1 : 0) - (2 * axis[i] * axis[k] / squared)) * values[k] * ((j == k ? 1 : 0) - (2 * axis[j] * axis[k] / squared));
            }
        }

        GramianEigen eigen = new(Size);
        eigen.Decompose(matrix);

        double[] expected = [.. values.OrderDescending()];
        for (int k = 0; k < Size; k++)
        {
            Assert.Equal(expected[k], eigen.Values[k], 5e-15); // The matrix itself is known no better.
        }
    }

    [Fact]
    public void DecomposeFactor_OfAnyRoot_HasTheEigenvaluesOfTheProduct()
    {
        double[] root = TestStep.Normals(new Random(5), 25);
        double[] product = new double[25];
        for (int at = 0; at < 25; at++)
        {
            for (int k = 0; k < 5; k++)
            {
                product[at] += root[(k * 5) + (at / 5)] * root[(k * 5) + (at % 5)];
            }
        }

        GramianEigen byFactor = new(5), byMatrix = new(5);
        byFactor.DecomposeFactor(root);
        byMatrix.Decompose(product);

        Near.AssertEqual(byMatrix.Values.ToArray(), byFactor.Values.ToArray(), 1e-12);
        Near.AssertEqual(product, Rebuilt(byFactor), 1e-14);
    }

    [Fact]
    public void Decompose_RowsOfVeryDifferentScale_FindsTheSmallestEigenvalueToItsOwnDigits()
    {
        // diag(s)·C·diag(s) with s = (1, 1e-6, 1e-12): λₘᵢₙ·λ₂·λ₁ = det = det C · 1e-36.
        double[] matrix = [1, 0.5e-6, 0.25e-12, 0.5e-6, 1e-12, 0.5e-18, 0.25e-12, 0.5e-18, 1e-24];
        GramianEigen eigen = new(3);
        eigen.Decompose(matrix);

        double determinant = 1 + (2 * 0.5 * 0.5 * 0.25) - (0.5 * 0.5) - (0.5 * 0.5) - (0.25 * 0.25);
        Assert.Equal(1, eigen.Values[0] * eigen.Values[1] * eigen.Values[2] / (determinant * 1e-36), 1e-13);
    }

    [Fact]
    public void Decompose_WrongSize_Throws()
    {
        Assert.Throws<ArgumentException>(() => new GramianEigen(2).Decompose([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new GramianEigen(2).DecomposeFactor([1, 2, 3]));
    }

    private static double[] Gramian(Random random, int size, int dimensions)
    {
        double[] gradients = TestStep.Normals(random, size * dimensions);
        double[] matrix = new double[size * size];
        for (int at = 0; at < matrix.Length; at++)
        {
            for (int d = 0; d < dimensions; d++)
            {
                matrix[at] += gradients[(at / size * dimensions) + d] * gradients[(at % size * dimensions) + d];
            }
        }

        return matrix;
    }

    private static double[] Rebuilt(GramianEigen eigen)
    {
        double[] rebuilt = new double[eigen.Size * eigen.Size];
        for (int at = 0; at < rebuilt.Length; at++)
        {
            for (int k = 0; k < eigen.Size; k++)
            {
                rebuilt[at] += eigen.Values[k] * eigen.Vector(k)[at / eigen.Size] * eigen.Vector(k)[at % eigen.Size];
            }
        }

        return rebuilt;
    }

    private static void AssertOrthonormal(GramianEigen eigen, int count)
    {
        for (int k = 0; k < count; k++)
        {
            for (int l = 0; l <= k; l++)
            {
                double product = 0;
                for (int i = 0; i < eigen.Size; i++)
                {
                    product += eigen.Vector(k)[i] * eigen.Vector(l)[i];
                }

                Assert.Equal(k == l ? 1 : 0, product, 1e-13);
            }
        }
    }
}

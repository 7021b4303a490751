using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public class AffineMinimumNormTests
{
    [Fact]
    public void Solve_OrthogonalVectors_WeighsThemEqually()
    {
        double[] coefficients = new double[3];

        Assert.True(AffineMinimumNorm.Solve([1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-12, coefficients));

        Near.AssertEqual([1.0 / 3, 1.0 / 3, 1.0 / 3], coefficients, 1e-15);
    }

    [Fact]
    public void Solve_ThirdBetweenTheOthers_LeavesTheHull()
    {
        // Cβ = μ1 with u₀ ⊥ u₁ and the cosine 0.6 to u₂: β₀ + 0.6·β₂ = 1.2·β₀ + β₂, so β₂ = −β₀/2.
        double[] coefficients = new double[3];

        Assert.True(AffineMinimumNorm.Solve([1, 0, 0.6, 0, 1, 0.6, 0.6, 0.6, 1], 1e-12, coefficients));

        Near.AssertEqual([2.0 / 3, 2.0 / 3, -1.0 / 3], coefficients, 1e-14);
    }

    [Fact]
    public void Solve_OppositeVectors_ReachesTheOrigin()
    {
        double[] coefficients = new double[2];

        Assert.False(AffineMinimumNorm.Solve([1, -1, -1, 1], 1e-12, coefficients));

        Near.AssertEqual([0.5, 0.5], coefficients, 1e-12);
    }

    [Fact]
    public void Solve_CopiesOfOneVector_SharesEqually()
    {
        double[] coefficients = new double[4];

        Assert.False(AffineMinimumNorm.Solve([1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1], 1e-12, coefficients));

        // The three copies are one vector of two: each side gets one half.
        Near.AssertEqual([1.0 / 6, 1.0 / 6, 1.0 / 6, 0.5], coefficients, 1e-12);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(8, 20)]
    [InlineData(40, 60)]
    [InlineData(5, 3)]
    [InlineData(9, 4)]
    public void Solve_RandomVectors_SatisfiesTheConditions(int count, int dimensions)
    {
        Random random = new((count * 100) + dimensions);
        for (int run = 0; run < 30; run++)
        {
            double[][] vectors = [.. Enumerable.Range(0, count).Select(_ => TestStep.Normals(random, dimensions))];
            double[][] units = [.. vectors.Select(vector => vector.Select(value => value / Math.Sqrt(TestStep.Dot(vector, vector))).ToArray())];
            double[] cosines = [.. units.SelectMany((first, i) => units.Select((second, j) => i == j ? 1 : TestStep.Dot(first, second)))];
            double[] coefficients = new double[count];

            bool isRegular = AffineMinimumNorm.Solve([.. cosines], 1e-12, coefficients);

            Assert.Equal(count <= dimensions, isRegular);
            Assert.Equal(1, coefficients.Sum(), 1e-9);
            double[] projections = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Sum(j => cosines[(i * count) + j] * coefficients[j]))];
            double allowed = 1e-10 * coefficients.Sum(Math.Abs);
            Assert.InRange(projections.Max() - projections.Min(), 0, allowed);
            Assert.InRange(projections.Min(), -allowed, double.PositiveInfinity);
        }
    }
}

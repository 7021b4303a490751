using AutoScale.Numerics;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.Numerics;

public class ConvexMinimumNormTests
{
    [Fact]
    public void Solve_OrthogonalVectors_WeighsByInverseSquaredLength()
    {
        double[] coefficients = new double[2];

        ConvexMinimumNorm.Solve([1, 0, 0, 1], [1, 2], coefficients);

        Near.AssertEqual([0.8, 0.2], coefficients, 1e-15);
    }

    [Fact]
    public void Solve_LongVectorBeyondTheShortOne_TakesTheShortOne()
    {
        double[] coefficients = new double[2];

        ConvexMinimumNorm.Solve([1, 0.6, 0.6, 1], [1, 2], coefficients);

        Near.AssertEqual([1, 0], coefficients, 1e-15);
    }

    [Fact]
    public void Solve_OriginInTheHull_ReachesIt()
    {
        // Three directions at 120 degrees of the lengths 2, 1 and 2: shares in proportion to the inverse lengths combine to zero.
        double[] coefficients = new double[3];

        Certificate certificate = ConvexMinimumNorm.Solve([1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1], [2, 1, 2], coefficients);

        Near.AssertEqual([0.25, 0.5, 0.25], coefficients, 1e-14);
        Assert.InRange(certificate.Residual, 0, 1e-15);
    }

    [Theory]
    [InlineData(2, 5, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(8, 20, 3)]
    [InlineData(9, 4, 1e3)]
    [InlineData(40, 60, 10)]
    [InlineData(8, 20, 1e6)]
    public void Solve_RandomVectors_SatisfiesTheConditions(int count, int dimensions, double spread)
    {
        Random random = new((count * 100) + dimensions);
        for (int run = 0; run < 40; run++)
        {
            double[][] vectors = [.. Enumerable.Range(0, count).Select(_ => Scaled(TestStep.Normals(random, dimensions), Math.Pow(spread, (2 * random.NextDouble()) - 1)))];
            double[] lengths = [.. vectors.Select(vector => Math.Sqrt(TestStep.Dot(vector, vector)))];
            double[] cosines = [.. vectors.SelectMany((first, i) => vectors.Select((second, j) => i == j ? 1 : TestStep.Dot(first, second) / (lengths[i] * lengths[j])))];
            double[] coefficients = new double[count];

            Certificate certificate = ConvexMinimumNorm.Solve(cosines, lengths, coefficients);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            Assert.Equal(1, coefficients.Sum(), 1e-12);
            double[] point = [.. Enumerable.Range(0, dimensions).Select(k => vectors.Select((vector, i) => coefficients[i] * vector[k]).Sum())];
            double squared = TestStep.Dot(point, point);
            double parts = coefficients.Select((coefficient, i) => coefficient * lengths[i]).Sum();
            for (int i = 0; i < count; i++)
            {
                double excess = (TestStep.Dot(vectors[i], point) - squared) / (lengths[i] * parts);
                Assert.InRange(excess, -1e-11, coefficients[i] > 0 ? 1e-11 : double.PositiveInfinity);
            }
        }
    }

    private static double[] Scaled(double[] vector, double factor) => [.. vector.Select(value => factor * value)];
}

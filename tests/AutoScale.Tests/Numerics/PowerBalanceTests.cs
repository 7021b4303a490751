using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public class PowerBalanceTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(5)]
    public void Solve_OrthogonalVectors_IsOneForAll(double power)
    {
        double[] solution = Solve([1, 0, 0, 0, 1, 0, 0, 0, 1], [1, 0.01, 30], power, out PowerBalanceResult result);

        Near.AssertEqual([1, 1, 1], solution, 1e-13);
        Assert.True(result.IsBounded && result.IsConverged);
    }

    [Fact]
    public void Solve_TwoVectorsOfOneLevel_HasTheClosedForm()
    {
        // x·(1 + cos)·x = 1.
        foreach (double cosine in new[] { -0.999999, -0.5, 0, 0.9, 1 })
        {
            double expected = 1 / Math.Sqrt(1 + cosine);

            Near.AssertEqual([expected, expected], Solve([1, cosine, cosine, 1], [1, 1], 1, out _), 1e-9);
        }
    }

    [Theory]
    [InlineData(2, 5, 1.0)]
    [InlineData(8, 12, 1.0)]
    [InlineData(40, 60, 1.0)]
    [InlineData(8, 12, 0.5)]
    [InlineData(8, 12, 2.0)]
    [InlineData(40, 60, 0.1)]
    [InlineData(8, 12, 20.0)]
    public void Solve_RandomVectorsOfAnyLevel_SatisfiesTheEquations(int count, int dimensions, double power)
    {
        Random random = new(count);
        for (int run = 0; run < 30; run++)
        {
            double[] cosines = Cosines(TestStep.Random(random, count, dimensions));
            double[] levels = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, (power - 1) / (power + 1) * ((4 * random.NextDouble()) - 2)))];

            double[] x = Solve(cosines, levels, power, out PowerBalanceResult result);

            Assert.True(result.IsBounded && result.IsConverged && result.Steps < 100, $"{result}");
            Assert.InRange(result.Residual, 0, 1e-13);
            for (int i = 0; i < count; i++)
            {
                double left = Enumerable.Range(0, count).Sum(j => cosines[(i * count) + j] * levels[j] * x[j]);
                double magnitude = Enumerable.Range(0, count).Sum(j => Math.Abs(cosines[(i * count) + j]) * levels[j] * x[j]);
                Assert.InRange(Math.Abs(left - (levels[i] * Math.Pow(x[i], -power))) / magnitude, 0, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(0.5, 1e-5)]
    [InlineData(1, 1e-5)]
    [InlineData(3, 2e-3)]
    public void Solve_VectorsThatCancel_FindsTheVanishingCombination(double power, double tolerance)
    {
        // u₁ = −u₀ and u₂ beside them: no x solves the equations, and (1, 1, 0) vanishes.
        double[] x = Solve([1, -1, 0, -1, 1, 0, 0, 0, 1], [1, 1, 1], power, out PowerBalanceResult result);

        Assert.False(result.IsBounded);
        Assert.InRange(result.Residual, 0, tolerance);
        Near.AssertEqual([1.5, 1.5], x[..2], tolerance);
        Assert.Equal(3, x.Sum(), 1e-12);
    }

    [Fact]
    public void Solve_DependentVectorsThatDoNotCancel_IsRegular()
    {
        // Five vectors in two dimensions, all in one half-plane.
        double[] angles = [0, 0.5, 1.1, 2, 2.9];
        double[] cosines = [.. angles.SelectMany(first => angles.Select(second => Math.Cos(first - second)))];

        Solve(cosines, [1, 1, 1, 1, 1], 1, out PowerBalanceResult result);

        Assert.True(result.IsBounded && result.IsConverged);
        Assert.InRange(result.Residual, 0, 1e-12);
    }

    private static double[] Cosines(TestStep step) => [.. Enumerable.Range(0, step.TaskCount).SelectMany(i => Enumerable.Range(0, step.TaskCount)
        .Select(j => i == j ? 1 : step.Gramian[i, j] / (step.Gramian.Norm(i) * step.Gramian.Norm(j))))];

    private static double[] Solve(double[] cosines, double[] levels, double power, out PowerBalanceResult result)
    {
        double[] solution = new double[levels.Length];
        result = PowerBalance.Solve(cosines, levels, power, solution, new double[levels.Length * (levels.Length + 4)]);
        return solution;
    }
}

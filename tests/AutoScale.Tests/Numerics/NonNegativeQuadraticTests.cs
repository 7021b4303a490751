using AutoScale.Numerics;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.Numerics;

public class NonNegativeQuadraticTests
{
    [Fact]
    public void Solve_Diagonal_KeepsWhatIsPositive()
    {
        // Without coupling each coordinate is max(−cᵢ/Qᵢᵢ, 0).
        double[] solution = new double[3];

        Certificate certificate = NonNegativeQuadratic.Solve([1, 0, 0, 0, 2, 0, 0, 0, 4], [-3, 5, -2], solution);

        Near.AssertEqual([3, 0, 0.5], solution, 1e-15);
        Assert.Equal(Guards.None, certificate.Guards);
        Assert.Equal(2, certificate.Iterations);
    }

    [Fact]
    public void Solve_CoordinateThatEntersFirst_LeavesAgain()
    {
        // The steepest coordinate alone would be best at 0.9; with the two others, which together are better, it has to leave.
        double[] matrix = [1, 0.8, 0.8, 0.8, 1, 0.3, 0.8, 0.3, 1];
        double[] linear = [-1, -0.95, -0.95];
        double[] solution = new double[3];

        Certificate certificate = NonNegativeQuadratic.Solve(matrix, linear, solution);

        Near.AssertEqual([0, 0.95 / 1.3, 0.95 / 1.3], solution, 1e-14);
        Assert.InRange(certificate.Residual, 0, 1e-15);
        Assert.Equal(3, certificate.Iterations);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(8, 20)]
    [InlineData(40, 60)]
    [InlineData(41, 50)]
    [InlineData(8, 5)]
    [InlineData(40, 7)]
    [InlineData(12, 1)]
    public void Solve_RandomLeastSquares_SatisfiesTheConditions(int count, int dimensions)
    {
        Random random = new((count * 100) + dimensions);
        for (int run = 0; run < 40; run++)
        {
            double[][] columns = [.. Enumerable.Range(0, count).Select(_ => TestStep.Normals(random, dimensions))];
            double[] target = TestStep.Normals(random, dimensions);
            double[] matrix = [.. columns.SelectMany(first => columns.Select(second => TestStep.Dot(first, second)))];
            double[] linear = [.. columns.Select(column => -TestStep.Dot(column, target))];
            double[] solution = new double[count];

            Certificate certificate = NonNegativeQuadratic.Solve(matrix, linear, solution);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            Assert.All(solution, value => Assert.True(value >= 0));
            double[] misfit = [.. target.Select((value, k) => value - columns.Select((column, i) => solution[i] * column[k]).Sum())];
            double scale = Math.Sqrt(TestStep.Dot(target, target)) * (1 + solution.Sum());
            for (int i = 0; i < count; i++)
            {
                double slope = -TestStep.Dot(columns[i], misfit) / Math.Sqrt(TestStep.Dot(columns[i], columns[i]));
                Assert.InRange(slope, -1e-11 * scale, solution[i] > 0 ? 1e-11 * scale : double.PositiveInfinity);
            }
        }
    }

    [Fact]
    public void Solve_CopiesOfAColumn_ShareEqually()
    {
        double[] solution = new double[3];

        NonNegativeQuadratic.Solve([1, 1, 0, 1, 1, 0, 0, 0, 1], [-1, -1, -1], solution);

        Near.AssertEqual([0.5, 0.5, 1], solution, 1e-15);
    }

    [Fact]
    public void Solve_Residual_SaysHowFarOffAPointIs()
    {
        // Not positive semidefinite, so no minimum exists; what comes back must not be certified as one.
        double[] solution = new double[2];

        Certificate certificate = NonNegativeQuadratic.Solve([1, -2, -2, 1], [-1, -1], solution);

        Near.AssertFinite(solution);
        Assert.True(certificate.Residual > 0.1);
    }
}

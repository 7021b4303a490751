using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public class CholeskyTests
{
    [Fact]
    public void Solve_TwoByTwo_SolvesTheSystem()
    {
        // [4 2; 2 3]·(1, −2) = (0, −4), and L = [2 0; 1 √2].
        double[] matrix = [4, 2, 2, 3];
        double[] solution = [0, -4];

        Assert.Equal(2, Cholesky.Factor(matrix, 2, 1e-12));
        Cholesky.Solve(matrix, 2, solution);

        Near.AssertEqual([1, -2], solution, 1e-15);
        Near.AssertEqual([2, 1, Math.Sqrt(2)], [matrix[0], matrix[2], matrix[3]], 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Solve_RandomGramianOfAnyScale_SolvesTheSystem(int order)
    {
        TestStep step = TestStep.Random(new Random(order), order, 2 * order).Scaled([.. Enumerable.Range(0, order).Select(row => Math.Pow(10, (row % 5) - 2))]);
        double[] expected = TestStep.Normals(new Random(1), order);
        double[] solution = [.. Enumerable.Range(0, order).Select(row => step.Gramian.Dot(row, expected))];
        double[] factor = step.Gramian.Entries.ToArray();

        Assert.Equal(order, Cholesky.Factor(factor, order, 1e-12));
        Cholesky.Solve(factor, order, solution);

        Near.AssertEqual(expected, solution, 1e-9);
    }

    [Fact]
    public void Factor_ThirdRowDependsOnTheFirstTwo_StopsThereAndSolvesForThem()
    {
        // u₂ = u₀ + u₁ with u₀ ⊥ u₁: the leading rows are the unit matrix, and u₂'s coefficients are (1, 1).
        double[] matrix = [1, 0, 1, 0, 1, 1, 1, 1, 2];
        double[] coefficients = [1, 1];

        Assert.Equal(2, Cholesky.Factor(matrix, 3, 1e-12));
        Cholesky.Solve(matrix, 3, coefficients);

        Near.AssertEqual([1, 1], coefficients, 1e-15);
    }

    [Fact]
    public void Extend_RowByRow_IsTheFactorOfTheWhole()
    {
        double[] whole = TestStep.Random(new Random(3), 6, 12).Gramian.Entries.ToArray();
        double[] grown = [.. whole];
        Cholesky.Factor(whole, 6, 1e-12);

        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(row + 1, Cholesky.Extend(grown, 6, row..(row + 1), 1e-12));
        }

        Assert.Equal(whole, grown);
    }
}

using AutoScale.Numerics;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.Numerics;

public class BallMaxMinTests
{
    [Fact]
    public void Solve_OneVector_GoesStraightTowardsIt()
    {
        double[] solution = new double[1];

        Certificate certificate = BallMaxMin.Solve([1], [1], [0.3], 0.5, solution);

        Near.AssertEqual([0.5], solution, 1e-15);
        Assert.Equal(Guards.None, certificate.Guards);
    }

    [Fact]
    public void Solve_SecondVectorHoldsOnTheWay_TurnsTowardsBoth()
    {
        // γ = u₁ ⊥ u₀: up to the distance 1 only u₀ holds; then d = γ + b₀·u₀ + b₁·u₁ with b₀ = 1 + b₁ and b₀² + b₁² = 25.
        double[] solution = new double[2];

        Certificate certificate = BallMaxMin.Solve([1, 0, 0, 1], [1, 1], [0, 1], 5, solution);

        Near.AssertEqual([4, 3], solution, 1e-14);
        Assert.Equal(2, certificate.Iterations);
    }

    [Fact]
    public void Solve_FewDirectionsWithManyTies_Ends()
    {
        // Entries of −1, 0 and 1 in three dimensions: copies, opposites and dependent vectors everywhere.
        Random random = new(1);
        Guards seen = Guards.None;
        for (int run = 0; run < 2000; run++)
        {
            double[][] gradients = [.. Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 3).Select(_ => (double)random.Next(-1, 2)).ToArray())];
            TestStep step = new(gradients, new double[7]);

            double[] weights = step.Weigh(new CaGrad(0.5), out Certificate certificate);

            seen |= certificate.Guards;
            Near.AssertFinite(weights);
            Assert.InRange(certificate.Residual, 0, 1e-9);
        }

        Assert.Equal(Guards.SkippedTask | Guards.Stationary, seen);
    }
}

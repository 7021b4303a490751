using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class FairGradTests
{
    [Fact]
    public void Weigh_OrthogonalGradients_HasTheClosedForm()
    {
        // nᵢ²·aᵢ = aᵢ^(−1/α): with α = 2, aᵢ = nᵢ^(−4/3).
        TestStep step = new([[8, 0], [0, 27]], [1, 1]);

        Near.AssertEqual([1.0 / 16, 1.0 / 81], step.Weigh(new FairGrad(2)), 1e-13);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new FairGrad());

        Near.AssertEqual([0.591461, 0.407071], weights, absolute: 1e-6);
        Near.AssertEqual([0.076584, 0.998533, 0.998533], step.Combine(weights), absolute: 1e-6);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Weigh_RandomGradients_SolvesTheEquations(double alpha)
    {
        Random random = new(1);
        foreach (int taskCount in new[] { 1, 2, 3, 8, 40 })
        {
            for (int run = 0; run < 10; run++)
            {
                TestStep step = TestStep.Random(random, taskCount, (2 * taskCount) + 1);
                step = step.Scaled([.. step.Losses.Select(_ => Math.Pow(10, (4 * random.NextDouble()) - 2))]);

                double[] weights = step.Weigh(new FairGrad(alpha), out Certificate certificate);

                Assert.Equal(Guards.None, certificate.Guards);
                Assert.InRange(certificate.Residual, 0, 1e-13);
                for (int task = 0; task < taskCount; task++)
                {
                    double right = Math.Pow(weights[task], -1 / alpha);
                    double magnitude = Enumerable.Range(0, taskCount).Sum(other => Math.Abs(step.Gramian[task, other]) * weights[other]);
                    Assert.InRange(Math.Abs(step.Gramian.Dot(task, weights) - right) / Math.Max(magnitude, right), 0, 1e-11);
                }
            }
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Weigh_AllGradientsScaled_ScalesTheUpdateByTheStatedDegree(double alpha)
    {
        TestStep step = TestStep.Random(new Random(2), 5, 12);
        FairGrad fair = new(alpha);
        double[] update = step.Combine(step.Weigh(fair));
        foreach (double scale in new[] { 1e-12, 1e-3, 1e3, 1e12 })
        {
            double factor = Math.Pow(scale, (1 - alpha) / (1 + alpha));

            Near.AssertEqual([.. update.Select(value => value * factor)], step.Scaled(scale).Combine(step.Scaled(scale).Weigh(fair)), 1e-9);
        }
    }

    [Fact]
    public void Weigh_AlphaFromSmallToLarge_GoesFromTheSumToTheWorstTask()
    {
        // g₀ is four times g₁'s length and at right angles: equal weights for α → 0, equal decreases M·a for α → ∞.
        TestStep step = new([[4, 0], [0, 1]], [1, 1]);

        // aᵢ = nᵢ^(−2α/(1+α)), so the ratio is 4^(−2/11) and 4^(−20/11).
        Assert.Equal(Math.Pow(4, -2.0 / 11), Ratio(0.1), 1e-12);
        Assert.Equal(Math.Pow(4, -20.0 / 11), Ratio(10), 1e-12);

        double Ratio(double alpha)
        {
            double[] weights = step.Weigh(new FairGrad(alpha));
            return weights[0] / weights[1];
        }
    }

    [Fact]
    public void Weigh_PairOfOneLength_GetsEqualWeights()
    {
        foreach (double angle in new[] { 0.1, 1, 2, 3.1 })
        {
            TestStep step = new([[3, 0], [3 * Math.Cos(angle), 3 * Math.Sin(angle)]], [1, 1]);

            double[] weights = step.Weigh(new FairGrad(2));

            Assert.Equal(1, weights[0] / weights[1], 1e-12);
        }
    }

    [Fact]
    public void Weigh_ThreeGradientsThatCancel_CombinesThemToNothing()
    {
        // Three directions at 120 degrees: Σ gᵢ/‖gᵢ‖ = 0.
        double height = Math.Sqrt(3) / 2;
        TestStep step = new([[2, 0], [-0.5, height], [-1, -2 * height]], [1, 1, 1]);

        double[] weights = step.Weigh(new FairGrad(1), out Certificate certificate);

        Assert.Equal(Guards.Stationary, certificate.Guards);
        Near.AssertEqual([0.5, 1, 0.5], weights, 1e-6);
        Near.AssertEqual([0, 0], step.Combine(weights), absolute: 1e-6);
    }

    [Fact]
    public void Weigh_MoreTasksThanDimensions_IsRegularWhileTheyShareAHalfSpace()
    {
        TestStep step = new([[1, 0], [2, 1], [1, 3], [0, 1], [-0.9, 1]], [1, 1, 1, 1, 1]);

        double[] weights = step.Weigh(new FairGrad(2), out Certificate certificate);

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.All(step.Projections(step.Combine(weights)), projection => Assert.True(projection > 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constructor_AlphaOutOfRange_SaysWhatIsValid(double alpha) => Assert.Contains(
        "Expected a number from 0.1 to 10.", Assert.Throws<ArgumentOutOfRangeException>(() => new FairGrad(alpha)).Message, StringComparison.Ordinal);
}

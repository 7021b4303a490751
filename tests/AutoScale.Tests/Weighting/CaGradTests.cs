using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class CaGradTests
{
    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new CaGrad());

        Near.AssertEqual([0.7041, 0.5], weights, absolute: 1e-4);
        Near.AssertEqual([0.1835, 1.2041, 1.2041], step.Combine(weights), absolute: 1e-4);
    }

    [Fact]
    public void Weigh_OrthogonalPairOfOneLength_StretchesTheMean()
    {
        // g₀ = (½, ½) already serves both alike: d = (1 + c)·g₀.
        TestStep step = new([[1, 0], [0, 1]], [1, 1]);

        Near.AssertEqual([0.75, 0.75], step.Weigh(new CaGrad(0.5)), 1e-13);
        Near.AssertEqual([0.6, 0.6], step.Weigh(new CaGrad(0.5, rescale: 1)), 1e-13);
        Near.AssertEqual([0.5, 0.5], step.Weigh(new CaGrad(0.5, rescale: 2)), 1e-13);
    }

    [Fact]
    public void Weigh_CZero_IsTheMean() => Near.AssertEqual(
        [0.25, 0.25, 0.25, 0.25], TestStep.Random(new Random(1), 4, 12).Weigh(new CaGrad(0)), 1e-15);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(2)]
    public void Weigh_RandomGradients_HasNoDualityGap(double c)
    {
        Random random = new(2);
        foreach (int taskCount in new[] { 1, 2, 3, 8, 40 })
        {
            for (int run = 0; run < 20; run++)
            {
                TestStep step = TestStep.Random(random, taskCount, (2 * taskCount) + 1);
                step = step.Scaled([.. step.Losses.Select(_ => Math.Pow(10, (4 * random.NextDouble()) - 2))]).Scaled(Math.Pow(10, random.Next(-12, 13)));

                double[] weights = step.Weigh(new CaGrad(c), out Certificate certificate);

                Assert.Equal(Guards.None, certificate.Guards);
                Assert.InRange(certificate.Residual, 0, 1e-11);
                AssertOptimal(step, c, weights);
            }
        }
    }

    [Fact]
    public void Weigh_MoreTasksThanDimensions_HasNoDualityGap()
    {
        Random random = new(3);
        int regular = 0;
        for (int run = 0; run < 200; run++)
        {
            // A common part keeps most of them within one half-space.
            TestStep step = TestStep.Random(random, 8, 3);
            step = new TestStep([.. step.Gradients.Select(gradient => new[] { gradient[0] + 1.5, gradient[1], gradient[2] })], step.Losses);

            double[] weights = step.Weigh(new CaGrad(), out Certificate certificate);

            Assert.True((certificate.Guards & Guards.NotConverged) == 0);
            if (certificate.Guards == Guards.None)
            {
                regular++;
                AssertOptimal(step, 0.5, weights);
            }
        }

        Assert.InRange(regular, 100, 200);
    }

    [Fact]
    public void Weigh_COfOneOrMore_ConflictsWithNone()
    {
        Random random = new(4);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 5, 7);
            double[] update = step.Combine(step.Weigh(new CaGrad(1)));

            Assert.All(step.Projections(update), projection => Assert.True(projection > -1e-9));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Weigh_ABallThatHoldsTheOriginAndMoreTasksThanDimensions_HarmsNobody(double c)
    {
        // Most of these gradients cancel: every one of them touches the constraint at once, at d = 0.
        for (int seed = 0; seed < 1000; seed++)
        {
            Random random = new(seed);
            TestStep step = TestStep.Random(random, 2 + random.Next(39), 2 + random.Next(14)).Scaled(Math.Pow(10, random.Next(-12, 13)));

            double[] weights = step.Weigh(new CaGrad(c), out Certificate certificate);

            Assert.True((certificate.Guards & Guards.NotConverged) == 0);
            Assert.InRange(certificate.Residual, 0, 1e-9);
            Assert.All(step.Projections(step.Combine(weights)), projection => Assert.True(projection >= -1e-9 * step.Parts(weights)));
        }
    }

    [Fact]
    public void Weigh_TwoTasksCancelAndTheMeanHarmsNobody_KeepsTheMean()
    {
        // g₁ = −g₀ and g₂ ⊥ both: nothing can be gained for both of the first two, and the mean g₂/3 harms neither.
        TestStep step = new([[1, 0], [-1, 0], [0, 3]], [1, 1, 1]);

        double[] weights = step.Weigh(new CaGrad(), out Certificate certificate);

        Assert.Equal(Guards.Stationary, certificate.Guards);
        Near.AssertEqual([0, 1], step.Combine(weights), 1e-12);
    }

    [Fact]
    public void Weigh_TwoTasksCancelAndTheMeanHarmsOne_TakesThatPartOut()
    {
        // g₀ = (1/3, 2): the ball of radius ½·‖g₀‖ holds (0, 2), which is the nearest to g₀ without harm.
        TestStep step = new([[3, 0], [-2, 0], [0, 6]], [1, 1, 1]);

        double[] weights = step.Weigh(new CaGrad(), out Certificate certificate);

        Assert.Equal(Guards.Stationary, certificate.Guards);
        Near.AssertEqual([0, 2], step.Combine(weights), 1e-12);
    }

    [Fact]
    public void Weigh_OppositePair_GoesHalfWayBackToTheWorse()
    {
        // g₀ = (1, 0), g₁ = (−2, 0) is harmed least by d = (½, 0).
        TestStep step = new([[4, 0], [-2, 0]], [1, 1]);

        Near.AssertEqual([0.5, 0], step.Combine(step.Weigh(new CaGrad(), out Certificate certificate)), 1e-12);
        Assert.Equal(Guards.None, certificate.Guards);
    }

    [Fact]
    public void Weigh_MeanVanishes_GivesEqualWeightsAndSaysSo()
    {
        TestStep step = new([[1, 2], [-1, -2]], [1, 1]);

        Assert.Equal([0.5, 0.5], step.Weigh(new CaGrad(), out Certificate certificate));
        Assert.Equal(Guards.Stationary, certificate.Guards);
    }

    [Fact]
    public void Weigh_DuplicatedGradient_SharesEqually()
    {
        TestStep step = new([[-4, 1, 1], [-4, 1, 1], [6, 1, 1]], [1, 1, 1]);

        double[] weights = step.Weigh(new CaGrad(), out Certificate certificate);

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.Equal(weights[0], weights[1], 1e-12);
        AssertOptimal(step, 0.5, weights);
    }

    [Fact]
    public void Weigh_ZeroGradients_AreLeftOut()
    {
        TestStep step = TestStep.Random(new Random(5), 3, 12);
        double[] without = step.Permuted([0, 2]).Weigh(new CaGrad());

        double[] weights = step.Scaled([1, 0, 1]).Weigh(new CaGrad(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Near.AssertEqual([without[0], 0, without[1]], weights, 1e-14);
    }

    [Fact]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid()
    {
        Assert.Contains("from 0 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => new CaGrad(-0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("0, 1 or 2", Assert.Throws<ArgumentOutOfRangeException>(() => new CaGrad(0.5, 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>The update is in the ball, and the worst-off task gets what the dual problem says is the most it can: g_w·g₀ + c·‖g₀‖·‖g_w‖.</summary>
    private static void AssertOptimal(TestStep step, double c, double[] weights)
    {
        double share = 1.0 / step.TaskCount;
        double[] mean = step.Combine([.. weights.Select(_ => share)]);
        double[] update = step.Combine(weights);
        double[] turn = step.Combine([.. weights.Select(weight => weight - share)]);
        double radius = c * Math.Sqrt(TestStep.Dot(mean, mean));
        Assert.Equal(1, Math.Sqrt(TestStep.Dot(turn, turn)) / radius, 1e-9);
        Assert.All(weights, weight => Assert.True(weight >= share));

        double total = weights.Sum() - 1;
        double most = (TestStep.Dot(turn, mean) + (radius * Math.Sqrt(TestStep.Dot(turn, turn)))) / total;
        double least = step.Gradients.Min(gradient => TestStep.Dot(gradient, update));
        double scale = weights.Select((weight, task) => (weight - share) / total * step.Gramian.Norm(task)).Sum() * Math.Sqrt(TestStep.Dot(update, update));
        Assert.InRange(Math.Abs(most - least) / scale, 0, 1e-9);
    }
}

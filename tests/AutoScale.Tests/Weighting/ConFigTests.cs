using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class ConFigTests
{
    [Fact]
    public void Weigh_OrthogonalGradients_FollowsTheDiagonalAsFarAsTheirProjections()
    {
        // d = (1, 1)/√2 and the gradients 1 and 3 long project to 4/√2 together: the update is (2, 2).
        TestStep step = new([[1, 0], [0, 3]], [1, 1]);

        double[] weights = step.Weigh(new ConFig(), out Certificate certificate);

        Near.AssertEqual([2, 2.0 / 3], weights, 1e-14);
        Near.AssertEqual([2, 2], step.Combine(weights), 1e-14);
        Assert.Equal(Guards.None, certificate.Guards);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        Near.AssertEqual([0.1588, 2.0706, 2.0706], step.Combine(step.Weigh(new ConFig())), absolute: 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_IndependentGradients_HasTheWantedCosinesAndTheProjectionsLength(int taskCount)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 10; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, (2 * taskCount) + 1).Scaled([.. Enumerable.Range(0, taskCount).Select(_ => Math.Pow(1e6, random.NextDouble()))]);
            double[] preference = [.. Enumerable.Range(0, taskCount).Select(_ => 0.5 + random.NextDouble())];

            double[] weights = step.Weigh(new ConFig(preference), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            double[] update = step.Combine(weights);
            double length = Math.Sqrt(TestStep.Dot(update, update));
            double[] cosines = [.. step.Projections(update).Select(projection => projection / length)];
            double ratio = cosines[0] / preference[0];
            Assert.True(ratio > 0);
            Near.AssertEqual([.. preference.Select(value => ratio * value)], cosines, 1e-9);
            Assert.Equal(1, cosines.Select((cosine, task) => cosine * step.Gramian.Norm(task)).Sum() / length, 1e-9);
        }
    }

    [Fact]
    public void Weigh_GradientsScaledOneByOne_IsLinear()
    {
        Random random = new(9);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 5, 12);
            double[] first = [.. Enumerable.Range(0, 5).Select(_ => Math.Pow(1e6, random.NextDouble() - 0.5))];
            double[] second = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];

            double[] sum = Update(step, [.. first.Zip(second, (a, b) => (2 * a) + (3 * b))]);

            Near.AssertEqual([.. Update(step, first).Zip(Update(step, second), (a, b) => (2 * a) + (3 * b))], sum, 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_AllGradientsScaled_KeepsTheWeights(double scale)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 12);

        Near.AssertEqual(step.Weigh(new ConFig()), step.Scaled(scale).Weigh(new ConFig()), 1e-11);
    }

    [Fact]
    public void Weigh_OppositeGradients_HasNoDirection()
    {
        TestStep step = new([[2, 0], [-1, 0]], [1, 1]);

        Assert.Equal([0.0, 0.0], step.Weigh(new ConFig(), out Certificate certificate));
        Assert.Equal(Guards.Singular, certificate.Guards);
    }

    [Fact]
    public void Weigh_DuplicatedGradient_SharesWhatTheCopiesGetTogether()
    {
        // The direction is the pair's; the copy's projection is counted twice, as the copy is.
        TestStep step = TestStep.Random(new Random(6), 2, 12).Permuted([0, 0, 1]);

        double[] weights = step.Weigh(new ConFig(), out Certificate certificate);

        Assert.Equal(Guards.Singular, certificate.Guards);
        Assert.InRange(certificate.Residual, 0, 1e-12);
        Assert.Equal(weights[0], weights[1], 1e-12);
        double[] projections = step.Projections(step.Combine(weights));
        Assert.Equal(projections[0], projections[2], 1e-9);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new ConFig(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new ConFig()), [weights[0], weights[2], weights[3]], 1e-12);
    }

    [Fact]
    public void Weigh_AllGradientsZero_GivesEqualWeights()
    {
        Assert.Equal([0.25, 0.25, 0.25, 0.25], TestStep.Random(new Random(5), 4, 12).Scaled(0).Weigh(new ConFig(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Constructor_SettingOutsideItsRange_SaysSo()
    {
        Assert.StartsWith("preference is [1, -1]: expected", Assert.Throws<ArgumentException>(() => new ConFig([1, -1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("singularTolerance is 1: expected", Assert.Throws<ArgumentException>(() => new ConFig(null, 1)).Message, StringComparison.Ordinal);
    }

    private static double[] Update(TestStep step, double[] factors)
    {
        TestStep scaled = step.Scaled(factors);
        return scaled.Combine(scaled.Weigh(new ConFig()));
    }
}

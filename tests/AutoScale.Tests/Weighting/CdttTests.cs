using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class CdttTests
{
    [Fact]
    public void Weigh_BeforeTheWindowIsFull_IsEdm()
    {
        Cdtt weighting = new(4);
        Random random = new(1);
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            TestStep step = TestStep.Random(random, 4, 12);

            Assert.Equal(step.Weigh(new Edm()), step.Weigh(weighting, iteration));
        }

        TestStep eleventh = TestStep.Random(random, 4, 12);
        Assert.NotEqual(eleventh.Weigh(new Edm()), eleventh.Weigh(weighting, 11));
    }

    [Fact]
    public void Weigh_OneLossLarger_PullsTowardsIt()
    {
        // d = (½, ½), the norms do not change, so k = 1 + 1 and 1 − 1 and the tensions differ by α·tanh(e/2). Both pulls lie along (1, −1)/√2.
        TestStep step = new([[1, 0], [0, 1]], [10, 0.1]);

        double[] weights = Second(new Cdtt(2, 0.3, 1), step, out Certificate certificate);

        double shift = 0.3 * Math.Tanh(Math.E / 2) / Math.Sqrt(2);
        Near.AssertEqual([0.5 + shift, 0.5 - shift], weights, 1e-14);
        Assert.Equal(Guards.None, certificate.Guards);
    }

    [Fact]
    public void Weigh_PulledBeyondAnotherTask_StopsAtItsPlane()
    {
        // With α = 1 the same pull makes the second part negative; the line back to g₁ = (0, 1) crosses its plane at (1, 0).
        TestStep step = new([[1, 0], [0, 1]], [10, 0.1]);

        Near.AssertEqual([1, 0], Second(new Cdtt(2, 1, 1), step, out _), 1e-14);
    }

    [Fact]
    public void Weigh_GradientsGrow_PullsTowardsTheGrowingOne()
    {
        Cdtt weighting = new(2, 0.3, 1);
        new TestStep([[1, 0], [0, 1]], [1, 1]).Weigh(weighting, 1);

        // Norms 2 and 1/2 after 1 and 1: k = 2 and ½. EDM's weights are 1/5 and 4/5, d = (0.4, 0.4), and the pulls point to (1.6, −0.4) and (−0.4, 0.1).
        double[] weights = new TestStep([[2, 0], [0, 0.5]], [1, 1]).Weigh(weighting, 2);

        double first = Tension(2) / Math.Sqrt((1.6 * 1.6) + (0.4 * 0.4));
        double second = Tension(0.5) / Math.Sqrt((0.4 * 0.4) + (0.1 * 0.1));
        Near.AssertEqual([0.2 + (0.8 * first) - (0.2 * second), 0.8 - (0.8 * first) + (0.2 * second)], weights, 1e-13);

        static double Tension(double strain) => (0.3 / (1 + Math.Exp(Math.E - (Math.E * strain)))) + 0.7;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(40)]
    public void Weigh_RandomGradients_KeepsTheSumAndEndsUphillForNoneOfTwo(int taskCount)
    {
        Cdtt weighting = new(taskCount, 1);
        Random random = new(taskCount);
        for (int iteration = 1; iteration <= 40; iteration++)
        {
            TestStep step = TestStep.Random(random, taskCount, 2 * taskCount);

            double[] weights = step.Weigh(weighting, iteration);

            Assert.Equal(1, weights.Sum(), 1e-10);
            double[] projections = step.Projections(step.Combine(weights));
            Assert.True(projections[^1] >= -1e-10, "The last task's conflict is resolved last.");
            Assert.True(taskCount > 2 || projections[0] >= -1e-10);
        }
    }

    [Fact]
    public void Weigh_SymmetricPair_GivesEqualWeights()
    {
        Cdtt weighting = new(2);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            double angle = 0.15 * iteration;

            Near.AssertEqual([0.5, 0.5], new TestStep([[2, 0], [2 * Math.Cos(angle), 2 * Math.Sin(angle)]], [0.7, 0.7]).Weigh(weighting, iteration), 1e-9);
        }
    }

    [Fact]
    public void Weigh_SingleTaskOrEqualGradients_HasNoTension()
    {
        Near.AssertEqual([1], Second(new Cdtt(1, 0.3, 1), new TestStep([[3, 4]], [2]), out Certificate single), 1e-15);
        Near.AssertEqual([0.5, 0.5], Second(new Cdtt(2, 0.3, 1), new TestStep([[3, 4], [3, 4]], [2, 1]), out Certificate pair), 1e-15);

        Assert.Equal(Guards.NoTension, single.Guards);
        Assert.Equal(Guards.NoTension, pair.Guards);
    }

    [Fact]
    public void Weigh_LossNotPositive_HasTheLeastTension()
    {
        double[] zero = Second(new Cdtt(2, 0.3, 1), new TestStep([[1, 0], [0, 1]], [1, 0]), out Certificate certificate);
        double[] nearly = Second(new Cdtt(2, 0.3, 1), new TestStep([[1, 0], [0, 1]], [1, 1e-9]), out _);

        Assert.Equal(Guards.LossBelowBound, certificate.Guards);
        Near.AssertEqual(nearly, zero, 1e-9);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]) with { Losses = [1, 2, 3, 4] };

        double[] weights = Second(new Cdtt(4, 0.3, 1), step, out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(Second(new Cdtt(3, 0.3, 1), step.Permuted([0, 2, 3]), out _), [weights[0], weights[2], weights[3]], 1e-12);
    }

    [Fact]
    public void Constructor_ArgumentOutsideItsRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cdtt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cdtt(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cdtt(2, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cdtt(2, 0.3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cdtt(2, 0.3, 10_001));
    }

    /// <summary>The weights of a step that comes twice, so that there is a sum of norms before.</summary>
    private static double[] Second(Cdtt weighting, TestStep step, out Certificate certificate)
    {
        step.Weigh(weighting, 1);
        return step.Weigh(weighting, out certificate, 2);
    }
}

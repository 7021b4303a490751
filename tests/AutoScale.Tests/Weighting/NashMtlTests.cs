using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class NashMtlTests
{
    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.IdsOf("Nash-MTL")];

    [Fact]
    public void Weigh_OrthogonalGradients_WeighsByInverseNormAndClips()
    {
        // M = diag(4, 9): aᵢ = 1/‖gᵢ‖, an update of the length √2.
        TestStep step = new([[2, 0], [0, 3]], [1, 1]);

        Near.AssertEqual([1.0 / 2, 1.0 / 3], step.Weigh(new NashMtl(maxNorm: 0)), 1e-14);
        Near.AssertEqual([1 / Math.Sqrt(8), 1 / Math.Sqrt(18)], step.Weigh(new NashMtl()), 1e-14);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        Near.AssertEqual([0.0542, 0.7061, 0.7061], step.Combine(step.Weigh(new NashMtl())), absolute: 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_RandomGradients_GivesEveryTaskTheSameShareOfTheUpdate(int taskCount)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 30; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, (2 * taskCount) + 1).Scaled(Math.Pow(10, random.Next(-12, 13)));

            double[] weights = step.Weigh(new NashMtl(maxNorm: 0), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-13);
            double[] update = step.Combine(weights);
            Assert.All(weights.Select((weight, task) => weight * TestStep.Dot(step.Gradients[task], update)), share => Assert.Equal(1, share, 1e-9));
            Assert.Equal(taskCount, TestStep.Dot(update, update), 1e-8);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_OneGradientScaled_DividesItsWeight(double factor)
    {
        TestStep step = TestStep.Random(new Random(3), 4, 12);
        NashMtl nash = new();
        double[] expected = step.Weigh(nash);
        expected[2] /= factor;

        double[] weights = step.Scaled([1, 1, factor, 1]).Weigh(nash);

        Near.AssertEqual([expected[0], expected[1], expected[3]], [weights[0], weights[1], weights[3]], 1e-10);
        Assert.Equal(1, weights[2] / expected[2], 1e-10);
    }

    [Fact]
    public void Weigh_BeforeClipping_IsFairGradWithAlphaOne()
    {
        Random random = new(4);
        for (int taskCount = 2; taskCount <= 10; taskCount++)
        {
            TestStep step = TestStep.Random(random, taskCount, 12);

            Assert.Equal(step.Weigh(new FairGrad(1)), step.Weigh(new NashMtl(maxNorm: 0)));
        }
    }

    [Fact]
    public void Weigh_MaxNormAboveTheUpdates_ChangesNothing()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12);

        Assert.Equal(step.Weigh(new NashMtl(maxNorm: 0)), step.Weigh(new NashMtl(maxNorm: 2.001)));
        double[] clipped = step.Combine(step.Weigh(new NashMtl(maxNorm: 0.25)));
        Assert.Equal(0.25, Math.Sqrt(TestStep.Dot(clipped, clipped)), 1e-12);
    }

    [Fact]
    public void Weigh_OppositeGradients_CancelsThemAndSaysSo()
    {
        TestStep step = new([[2, 0], [-6, 0]], [1, 1]);

        double[] weights = step.Weigh(new NashMtl(), out Certificate certificate);

        Assert.Equal(Guards.Stationary, certificate.Guards);
        Near.AssertEqual([1.0 / 2, 1.0 / 6], weights, 1e-9); // As for orthogonal gradients.
    }

    [Fact]
    public void Weigh_DuplicatedGradient_GetsEqualWeights()
    {
        TestStep step = TestStep.Random(new Random(6), 2, 12).Permuted([0, 0, 1]);

        double[] weights = step.Weigh(new NashMtl(), out Certificate certificate);

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.Equal(weights[0], weights[1], 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradients_AreLeftOut()
    {
        TestStep step = TestStep.Random(new Random(7), 3, 12);
        double[] without = step.Permuted([0, 2]).Weigh(new NashMtl());

        double[] weights = step.Scaled([1, 0, 1]).Weigh(new NashMtl(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Near.AssertEqual([without[0], 0, without[1]], weights, 1e-14);
        Near.AssertEqual([1.0 / 3, 1.0 / 3, 1.0 / 3], step.Scaled(0).Weigh(new NashMtl(), out Certificate none), 1e-15);
        Assert.Equal(Guards.AllZero, none.Guards);
    }

    [Fact]
    public void Needs_UpdateEveryThird_FallToTheLossesInBetween()
    {
        NashMtl nash = new(updateEvery: 3);
        TestStep first = TestStep.Random(new Random(8), 3, 12);
        double[] solved = first.Weigh(nash);
        for (int iteration = 2; iteration <= 3; iteration++)
        {
            Assert.Equal(Evidence.Losses, nash.Needs);
            double[] reused = new double[3];
            Assert.Equal(Certificate.Exact, nash.Weigh(new StepEvidence { Iteration = iteration, Losses = first.Losses }, reused));
            Assert.Equal(solved, reused);
        }

        Assert.Equal(Evidence.Gramian, nash.Needs);
        TestStep next = TestStep.Random(new Random(9), 3, 12);
        Assert.Equal(next.Weigh(new NashMtl()), next.Weigh(nash, 4));
    }

    [Fact]
    public void Restore_BetweenSolvedSteps_GoesOnAsIfUninterrupted()
    {
        for (int stop = 0; stop < 7; stop++)
        {
            NashMtl uninterrupted = new(updateEvery: 3);
            NashMtl resumed = new(updateEvery: 3);
            Run(uninterrupted, 1, stop);

            resumed.Restore(uninterrupted.Capture());

            Assert.Equal(Run(uninterrupted, stop + 1, 9), Run(resumed, stop + 1, 9));
        }
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_ReferenceTrajectory_HasTheSameUpdates(string id)
    {
        JsonElement run = ReferenceTrajectories.Find(id);
        NashMtl nash = new(run.GetProperty("params").GetProperty("updateWeightsEvery").GetInt32());
        int solved = 0;
        foreach (JsonElement recorded in run.GetProperty("steps").EnumerateArray())
        {
            double[][] gradients = ReferenceFiles.Rows(recorded.GetProperty("input").GetProperty("gradients"));
            TestStep step = new(gradients, new double[gradients.Length]);
            solved += nash.Needs == Evidence.Gramian ? 1 : 0;

            double[] update = step.Combine(step.Weigh(nash));

            // The source clips the steps in between by their own gradients.
            double length = Math.Sqrt(TestStep.Dot(update, update));
            Near.AssertEqual(
                ReferenceFiles.Numbers(recorded.GetProperty("output").GetProperty("update")),
                [.. update.Select(value => value / length)],
                ReferenceFiles.Number(run.GetProperty("rtol")));
        }

        Assert.Equal(3, solved);
    }

    [Fact]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NashMtl(updateEvery: 0));
        Assert.Contains("at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => new NashMtl(maxNorm: double.NaN)).Message, StringComparison.Ordinal);
    }

    private static double[][] Run(NashMtl nash, int from, int to) =>
        [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(iteration => TestStep.Random(new Random(iteration), 3, 12).Weigh(nash, iteration))];
}

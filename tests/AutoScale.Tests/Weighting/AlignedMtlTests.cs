using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class AlignedMtlTests
{
    [Theory]
    [InlineData(AlignedScale.Min, 1)]
    [InlineData(AlignedScale.Median, 2)]
    [InlineData(AlignedScale.Rmse, 2.6457513110645906)]
    public void Weigh_OrthogonalGradients_MakesThemOfOneLength(AlignedScale scale, double length)
    {
        // Lengths 1, 2 and 4: the smallest is 1, the median 2, and the root of (1 + 4 + 16)/3 is √7.
        TestStep step = new([[1, 0, 0], [0, 2, 0], [0, 0, 4]], [1, 1, 1]);

        Near.AssertEqual([length, length / 2, length / 4], step.Weigh(new AlignedMtl(new AlignedMtlOptions { Scale = scale })), 1e-14);
    }

    [Fact]
    public void Weigh_EvenNumber_TakesTheLowerMedian()
    {
        TestStep step = new([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 4, 0], [0, 0, 0, 8]], [1, 1, 1, 1]);

        Near.AssertEqual([2, 1, 0.5, 0.25], step.Weigh(new AlignedMtl(new AlignedMtlOptions { Scale = AlignedScale.Median })), 1e-14);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new AlignedMtl(new AlignedMtlOptions { Preference = [0.5, 0.5] }));

        Near.AssertEqual([0.5591, 0.4083], weights, absolute: 1e-4);
        Near.AssertEqual([0.2133, 0.9673, 0.9673], step.Combine(weights), absolute: 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_OnePreferenceAtATime_GivesOrthogonalGradientsOfOneLength(int taskCount)
    {
        // The weights are linear in u: the update for u + eᵢ less that for u is the aligned gradient i.
        TestStep step = TestStep.Random(new Random(taskCount), taskCount, (2 * taskCount) + 1);
        double[] ones = [.. Enumerable.Repeat(1.0, taskCount)];
        double[] all = step.Combine(step.Weigh(new AlignedMtl(), out Certificate certificate));

        double[][] aligned = [.. Enumerable.Range(0, Math.Min(taskCount, 5)).Select(task =>
        {
            double[] preference = [.. ones.Select((one, other) => other == task ? 2 : 1)];
            return step.Combine(step.Weigh(new AlignedMtl(new AlignedMtlOptions { Preference = preference }))).Zip(all, (more, before) => more - before).ToArray();
        })];

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.InRange(certificate.Residual, 0, 1e-12);
        double squared = TestStep.Dot(aligned[0], aligned[0]);
        for (int i = 0; i < aligned.Length; i++)
        {
            Assert.True(TestStep.Dot(aligned[i], step.Gradients[i]) > 0);
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, TestStep.Dot(aligned[i], aligned[j]) / squared, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    [InlineData(1e150)]
    public void Weigh_AllGradientsScaled_KeepsTheWeights(double scale)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 12);

        Near.AssertEqual(step.Weigh(new AlignedMtl()), step.Scaled(scale).Weigh(new AlignedMtl()), 1e-12);
    }

    [Fact]
    public void Weigh_NormsApartBeyondTheTolerance_KeepsTheLongOnesAndSaysSo()
    {
        TestStep step = new([[1e9, 0], [0, 1]], [1, 1]);

        Near.AssertEqual([1, 0], step.Weigh(new AlignedMtl(), out Certificate certificate), absolute: 1e-14);
        Assert.Equal(Guards.Singular, certificate.Guards);
        Near.AssertEqual([1e-9, 1], step.Weigh(new AlignedMtl(new AlignedMtlOptions { RankTolerance = 0 }), out Certificate exact), 1e-14);
        Assert.Equal(Guards.None, exact.Guards);
    }

    [Fact]
    public void Weigh_DuplicatedGradient_FillsTheSpanThatIsLeft()
    {
        // M = [[1, 1], [1, 1]] has the eigenvalue 2 along (1, 1)/√2: B = √2·(1/√2)·½·[[1, 1], [1, 1]].
        TestStep step = new([[1, 0], [1, 0]], [1, 1]);

        Near.AssertEqual([1, 1], step.Weigh(new AlignedMtl(), out Certificate certificate), 1e-14);
        Assert.Equal(Guards.Singular, certificate.Guards);
        Assert.InRange(certificate.Residual, 0, 1e-14);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new AlignedMtl(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new AlignedMtl()), [weights[0], weights[2], weights[3]], 1e-12);
    }

    [Fact]
    public void Weigh_AllGradientsZero_GivesEqualWeights()
    {
        Assert.Equal([0.25, 0.25, 0.25, 0.25], TestStep.Random(new Random(5), 4, 12).Scaled(0).Weigh(new AlignedMtl(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Constructor_SettingOutsideItsRange_SaysSo()
    {
        Assert.StartsWith("Scale is 7:", Message(new AlignedMtlOptions { Scale = (AlignedScale)7 }), StringComparison.Ordinal);
        Assert.StartsWith("Preference is [0]:", Message(new AlignedMtlOptions { Preference = [0] }), StringComparison.Ordinal);
        Assert.StartsWith("RankTolerance is 1:", Message(new AlignedMtlOptions { RankTolerance = 1 }), StringComparison.Ordinal);

        static string Message(AlignedMtlOptions options) => Assert.Throws<ArgumentException>(() => new AlignedMtl(options)).Message;
    }
}

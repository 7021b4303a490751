using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class RelativeTrainingProgressTests
{
    [Fact]
    public void Weigh_OneTaskBehind_WeighsItMoreByTheExponential()
    {
        // m = (2, 1) and τ = 1/log 3: the shares are as 9 to 3, so the weights 1.5 and 0.5.
        Near.AssertEqual([1.5, 0.5], Losses([4, 5]).Weigh(new RelativeTrainingProgress([2, 5], 1 / Math.Log(3))));
    }

    [Fact]
    public void Weigh_AnyLosses_SumsToKAndHasTheRatiosOfExponentials()
    {
        Random random = new(4);
        for (int repeat = 0; repeat < 100; repeat++)
        {
            TestStep step = TestStep.Random(random, 7, 2);
            double[] singles = TestStep.Random(random, 7, 2).Losses;

            double[] weights = step.Weigh(new RelativeTrainingProgress(singles, 0.5));

            Assert.Equal(7, weights.Sum(), 1e-12);
            Assert.All(Enumerable.Range(1, 6), task => Assert.Equal(
                ((step.Losses[task] / singles[task]) - (step.Losses[0] / singles[0])) / 0.5, Math.Log(weights[task] / weights[0]), 1e-9));
        }
    }

    [Fact]
    public void Weigh_AllAsFarAsAlone_IsEqual() => Near.AssertEqual([1, 1, 1], Losses([1, 20, 300]).Weigh(new RelativeTrainingProgress([1, 20, 300], 0.01)));

    [Theory]
    [InlineData(1e300, 1e-100)]
    [InlineData(1, 1e-100)]
    public void Weigh_RatiosBeyondNumbers_StaysFinite(double loss, double alone) =>
        Near.AssertEqual([2, 0], Losses([loss, 0]).Weigh(new RelativeTrainingProgress([alone, alone], 1e-100)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-101, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.PositiveInfinity)]
    public void Constructor_NumberOutsideItsRange_Throws(double alone, double temperature) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RelativeTrainingProgress([alone], temperature));

    [Fact]
    public void Weigh_AnotherNumberOfTasks_SaysBothNumbers() => Assert.Contains(
        "expected 3, got 2",
        Assert.Throws<ArgumentException>(() => Losses([1, 2, 3]).Weigh(new RelativeTrainingProgress([1, 2]))).Message,
        StringComparison.Ordinal);

    private static TestStep Losses(double[] losses) => new([.. losses.Select(_ => new double[1])], losses);
}

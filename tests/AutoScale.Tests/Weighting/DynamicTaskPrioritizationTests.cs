using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class DynamicTaskPrioritizationTests
{
    private static readonly TestStep _step = TestStep.Random(new Random(1), 2, 3);

    [Fact]
    public void Weigh_TwoAccuracies_IsTheirFocalLoss()
    {
        // −(1 − 1/2)²·log(1/2) = 0.25·log 2 and −(1 − 1/4)²·log(1/4) = 0.5625·2·log 2.
        DynamicTaskPrioritization dtp = new([1, 100], gamma: 2);
        dtp.Observe([new TaskScore(0.5, true), new TaskScore(25, true)]);

        Near.AssertEqual([0.25 * Math.Log(2), 1.125 * Math.Log(2)], _step.Weigh(dtp, out Certificate certificate));
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Fact]
    public void Weigh_BeforeTheFirstValidation_IsEqual() => Assert.Equal([1.0, 1.0], _step.Weigh(new DynamicTaskPrioritization([1, 1])));

    [Theory]
    [InlineData(false, 4, 2, 2.0 / 3)] // an error that halved
    [InlineData(true, 4, 8, 2.0 / 3)] // a score that doubled, larger than a fraction
    [InlineData(false, 4, 4, 0.5)]
    [InlineData(false, 0, 0, 0.5)]
    [InlineData(true, 0.25, 0.75, 0.75)] // a fraction
    public void Observe_SecondValidation_GivesTheIndicator(bool higherIsBetter, double first, double second, double indicator)
    {
        DynamicTaskPrioritization dtp = new([1], decay: 0);

        dtp.Observe([new TaskScore(first, higherIsBetter)]);
        dtp.Observe([new TaskScore(second, higherIsBetter)]);

        Assert.Equal(indicator, dtp.Indicators[0], 1e-15);
    }

    [Fact]
    public void Observe_SeveralValidations_AveragesFromTheFirst()
    {
        DynamicTaskPrioritization dtp = new([1], decay: 0.75);

        dtp.Observe([new TaskScore(0.2, true)]);
        dtp.Observe([new TaskScore(0.6, true)]);

        Assert.Equal(0.3, dtp.Indicators[0], 1e-15);
    }

    [Theory]
    [InlineData(true, 0.5, 1.5, 0.999)] // more than perfect
    [InlineData(true, 0.5, -1, 0.001)]
    [InlineData(false, 5, -1, 0.999)]
    [InlineData(true, -5, 1, 0.999)]
    [InlineData(false, -5, 1, 0.001)]
    [InlineData(true, 0.5, double.NaN, 0.5)]
    public void Observe_ScoreThatCannotBeUsed_IsGuardedOnce(bool higherIsBetter, double first, double second, double indicator)
    {
        DynamicTaskPrioritization dtp = new([1, 1], decay: 0);
        dtp.Observe([new TaskScore(first, higherIsBetter), new TaskScore(0.5, true)]);
        _step.Weigh(dtp);

        dtp.Observe([new TaskScore(second, higherIsBetter), new TaskScore(0.5, true)]);

        Assert.Equal(indicator, dtp.Indicators[0], 1e-15);
        Near.AssertFinite(_step.Weigh(dtp, out Certificate guarded, 2));
        _step.Weigh(dtp, out Certificate next, 3);
        Assert.Equal((Guards.ScoreOutOfRange, Guards.None), (guarded.Guards, next.Guards));
    }

    [Fact]
    public void Weigh_ATaskWithoutAnyScore_StaysEqual()
    {
        DynamicTaskPrioritization dtp = new([1, 1]);
        dtp.Observe([new TaskScore(0.5, true), new TaskScore(double.NaN, true)]);

        Assert.Equal([1.0, 1.0], _step.Weigh(dtp));
        dtp.Observe([new TaskScore(0.5, true), new TaskScore(0.5, true)]);
        Assert.Equal(_step.Weigh(dtp)[0], _step.Weigh(dtp)[1]);
    }

    [Fact]
    public void Weigh_AnyIndicators_FallsWithTheIndicatorAndWithGamma()
    {
        double[] indicators = [.. Enumerable.Range(1, 39).Select(i => i / 40.0)];
        double[] last = [.. Enumerable.Repeat(double.PositiveInfinity, 39)];
        foreach (double gamma in (double[])[0, 0.5, 1, 2, 5])
        {
            DynamicTaskPrioritization dtp = new([.. Enumerable.Repeat(1.0, 39)], gamma);
            dtp.Observe([.. indicators.Select(value => new TaskScore(value, true))]);

            double[] weights = TestStep.Random(new Random(2), 39, 1).Weigh(dtp);

            Assert.All(Enumerable.Range(1, 38), task => Assert.True(weights[task] < weights[task - 1]));
            Assert.All(Enumerable.Range(0, 39), task => Assert.InRange(weights[task], 1e-12, last[task]));
            last = weights;
        }
    }

    [Fact]
    public void Restore_AfterValidations_GoesOnAsIfUninterrupted()
    {
        DynamicTaskPrioritization dtp = new([1, 1]), resumed = new([1, 1]);
        dtp.Observe([new TaskScore(5, false), new TaskScore(2, true)]);
        resumed.Restore(dtp.Capture());

        foreach (DynamicTaskPrioritization one in (DynamicTaskPrioritization[])[dtp, resumed])
        {
            one.Observe([new TaskScore(1, false), new TaskScore(9, true)]);
        }

        Assert.Equal(_step.Weigh(dtp), _step.Weigh(resumed));
    }

    [Fact]
    public void Observe_AnotherNumberOfTasks_SaysBothNumbers() => Assert.StartsWith(
        "scores needs one element per task: expected 2, got 1.",
        Assert.Throws<ArgumentException>(() => new DynamicTaskPrioritization([1, 1]).Observe([new TaskScore(1, true)])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 1, 0.9)]
    [InlineData(1, -1, 0.9)]
    [InlineData(1, double.NaN, 0.9)]
    [InlineData(1, 1, 1)]
    public void Constructor_NumberOutsideItsRange_Throws(double perfect, double gamma, double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicTaskPrioritization([perfect], gamma, decay));
}

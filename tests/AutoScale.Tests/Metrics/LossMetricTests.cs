using AutoScale.Metrics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Metrics;

public sealed class LossMetricTests
{
    [Fact]
    public void ConvergenceSpeed_LossesByHand_AreTheFormulas()
    {
        // Losses 8, 4, 2, 1 of one task.
        Assert.Equal(0.25, ConvergenceSpeed.InverseTrainingRate(2, 8));
        Assert.Equal(0.5, ConvergenceSpeed.DescendingRate(2, 4));
        Assert.Equal(0.5, ConvergenceSpeed.ImprovementRatio(4, 2));
        Assert.Equal(6, ConvergenceSpeed.WindowMean([8, 4]));
        Assert.Equal(8, ConvergenceSpeed.LossVariance([8, 4]), 1e-14); // (2² + 2²)/(2 − 1)
        Assert.Equal(double.NaN, ConvergenceSpeed.LossVariance([8]));
        Assert.Equal([0.5, 1.5], ConvergenceSpeed.Relative([1, 3]));
        Assert.Equal(0.25, ConvergenceSpeed.RelativeGradientMagnitude(1, 4));
    }

    [Fact]
    public void ImprovementRatio_AnyLosses_IsOneMinusTheNextDescendingRate()
    {
        Random random = new(5);
        for (int round = 0; round < 100; round++)
        {
            double now = random.NextDouble() + 0.01;
            double next = random.NextDouble();

            Assert.Equal(1 - ConvergenceSpeed.DescendingRate(next, now), ConvergenceSpeed.ImprovementRatio(now, next), 1e-13 / now);
        }
    }

    [Fact]
    public void Progress_PerformanceByHand_AreTheFormulas()
    {
        Assert.Equal(0.25 * Math.Log(2), ConvergenceSpeed.FocalWeight(0.5, 2), 1e-15);
        Assert.Equal(double.PositiveInfinity, ConvergenceSpeed.FocalWeight(0, 2));
        Assert.Equal(0, ConvergenceSpeed.FocalWeight(1, 2));
        Assert.Equal(double.NaN, ConvergenceSpeed.FocalWeight(1.5, 2));
        Assert.Equal(0.25, ConvergenceSpeed.Achievement(0.4, 0.8, 1, 2), 1e-15);
        Assert.Equal(0, ConvergenceSpeed.Achievement(0.9, 0.8, 1.05, 2)); // The task does better than m·p.
        Assert.Equal(2, ConvergenceSpeed.TrainingProgress(1, 0.5));
        Near.AssertEqual([0.5, 1.5], ConvergenceSpeed.RelativeTrainingProgress([0, 2 * Math.Log(3)], 2));
    }

    [Fact]
    public void FocalWeight_BetterPerformance_IsSmaller()
    {
        double[] weights = [.. Enumerable.Range(1, 99).Select(percent => ConvergenceSpeed.FocalWeight(percent / 100.0, 2))];

        Assert.All(weights.Zip(weights.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public void LossScale_LossesByHand_AreTheFormulas()
    {
        Assert.Equal([0.25, 0.75], LossScale.Relative([1, 3]));
        Near.AssertEqual([0.25, 0.75], LossScale.RelativeSoftmax([0, Math.Log(3)]));
        Assert.Equal([0.5, 0.25, 0.5], LossScale.Ratios([1, 2, 4]));
        Near.AssertEqual([0.6], LossScale.Similarities([1, 3]));
    }

    [Fact]
    public void RelativeForms_RandomValues_SumToTheirTotal()
    {
        Random random = new(11);
        for (int round = 0; round < 50; round++)
        {
            double[] values = [.. Enumerable.Range(0, 2 + (round % 6)).Select(_ => Math.Exp(6 * random.NextDouble()))];

            Assert.Equal(values.Length, ConvergenceSpeed.Relative(values).Sum(), 1e-12);
            Assert.Equal(values.Length, ConvergenceSpeed.RelativeTrainingProgress(values, 3).Sum(), 1e-12);
            Assert.Equal(1, LossScale.Relative(values).Sum(), 1e-13);
            Assert.Equal(1, LossScale.RelativeSoftmax(values).Sum(), 1e-13);
            Near.AssertEqual(LossScale.Relative(values), LossScale.Relative([.. values.Select(value => 1e-6 * value)]));
            Near.AssertEqual(LossScale.RelativeSoftmax(values), LossScale.RelativeSoftmax([.. values.Select(value => value - 50)]), 1e-9);
        }
    }

    [Fact]
    public void Metrics_ExtremeLosses_DoNotOverflow()
    {
        Near.AssertEqual([0, 1], LossScale.RelativeSoftmax([-1e300, 1e300]));
        Near.AssertEqual([1], LossScale.Similarities([1e200, 1e200]));
        Near.AssertEqual([2e-10], LossScale.Similarities([1e-200, 1e-190]));
        Near.AssertEqual([0, 2], ConvergenceSpeed.RelativeTrainingProgress([0, 1e6], 1e-3));
    }

    [Fact]
    public void Metrics_LossesThatAreNoScale_AreUndefined()
    {
        Assert.All(LossScale.Relative([1, -0.5, 2]), share => Assert.Equal(double.NaN, share));
        Assert.All(LossScale.Relative([0, 0]), share => Assert.Equal(double.NaN, share));
        Assert.Equal([double.NaN, 0.8, double.NaN], LossScale.Similarities([1, -1, 2]), (expected, actual) => expected.Equals(actual) || Math.Abs(expected - actual) < 1e-15);
        Assert.Equal(double.PositiveInfinity, ConvergenceSpeed.InverseTrainingRate(1, 0));
        Assert.Equal(double.NaN, ConvergenceSpeed.InverseTrainingRate(0, 0));
    }
}

using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class UncertaintyWeightingTests
{
    private static readonly ScalarLearning _sgd = new() { LearningRate = 0.1, Optimizer = ScalarOptimizer.Sgd };

    [Fact]
    public void Weigh_FirstStep_WeighsBeforeItLearns()
    {
        // w = ½·exp(0); then s₀ goes up by 0.1·(½·3 − ½) and s₁ down by 0.1·(½ − 1·0.25).
        UncertaintyWeighting weighting = new(2, new UncertaintyOptions { LossFactors = [0.5, 1], Learning = _sgd });

        Near.AssertEqual([0.5, 1], Losses([3, 0.25]).Weigh(weighting));
        Near.AssertEqual([0.1, -0.025], weighting.LogVariances.ToArray());
    }

    [Fact]
    public void Weigh_SameLossesForLong_RestsWhereWeightTimesLossIsAHalf()
    {
        UncertaintyWeighting weighting = new(3, new UncertaintyOptions { Learning = _sgd });
        double[] losses = [0.2, 1, 5];
        double[] weights = [];
        for (int step = 1; step <= 2000; step++)
        {
            weights = Losses(losses).Weigh(weighting, step);
        }

        Near.AssertEqual([0.5, 0.5, 0.5], [.. weights.Zip(losses, (weight, loss) => weight * loss)], 1e-9);
    }

    [Fact]
    public void Weigh_FromTheTurnedRoundStart_IsHalfOfImtlL()
    {
        UncertaintyWeighting weighting = new(3, new UncertaintyOptions { Learning = _sgd with { LearningRate = 0.2 } });
        ImtlL twice = new(3, _sgd);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            TestStep step = TestStep.Random(new Random(iteration), 3, 2);

            double[] weights = step.Weigh(weighting, iteration);

            Near.AssertEqual([.. step.Weigh(twice, iteration).Select(weight => weight / 2)], weights, 1e-12);
        }
    }

    [Fact]
    public void Weigh_NegativeLoss_HoldsTheLogVarianceAndSaysSo()
    {
        UncertaintyWeighting weighting = new(2, new UncertaintyOptions { InitialLogVariance = -59.99, Learning = _sgd });

        Losses([-1, 1e-26]).Weigh(weighting, out Certificate certificate);

        Assert.Equal(Guards.ParameterBounded, certificate.Guards);
        Assert.Equal(-60, weighting.LogVariances[0]);
    }

    [Fact]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid()
    {
        Assert.Equal(
            "InitialLogVariance is 61: expected a number from -60 to 60.",
            Assert.Throws<ArgumentException>(() => new UncertaintyWeighting(2, new UncertaintyOptions { InitialLogVariance = 61 })).Message);
        Assert.Equal(
            "LossFactors is [1, 0]: expected one number above 0 and at most 1000 for each of 2 tasks, or none.",
            Assert.Throws<ArgumentException>(() => new UncertaintyWeighting(2, new UncertaintyOptions { LossFactors = [1, 0] })).Message);
    }

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

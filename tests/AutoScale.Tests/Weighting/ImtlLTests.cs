using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class ImtlLTests
{
    private static readonly ScalarLearning _sgd = new() { LearningRate = 0.1, Optimizer = ScalarOptimizer.Sgd };

    [Fact]
    public void Weigh_FirstStep_WeighsBeforeItLearns()
    {
        // w = exp(0); then s goes down by 0.1·(l − 1).
        ImtlL weighting = new(2, _sgd);

        Near.AssertEqual([1, 1], Losses([3, 0.5]).Weigh(weighting));
        Near.AssertEqual([-0.2, 0.05], weighting.LogScales.ToArray());
    }

    [Fact]
    public void Weigh_SameLossesForLong_BringsEveryLossToOne()
    {
        ImtlL weighting = new(3, _sgd);
        double[] losses = [0.2, 1, 5];
        double[] weights = [];
        for (int step = 1; step <= 1000; step++)
        {
            weights = Losses(losses).Weigh(weighting, step);
        }

        Near.AssertEqual([1, 1, 1], [.. weights.Zip(losses, (weight, loss) => weight * loss)], 1e-9);
    }

    [Fact]
    public void Weigh_LossesBeyondAnyScale_HoldsTheLogScalesAndSaysSo()
    {
        ImtlL weighting = new(2, _sgd);

        Losses([1e20, 1]).Weigh(weighting, out Certificate certificate);

        Assert.Equal(Guards.ParameterBounded, certificate.Guards);
        Assert.Equal([-60, 0], weighting.LogScales.ToArray());
    }

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

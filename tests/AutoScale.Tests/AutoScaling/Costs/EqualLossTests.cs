using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Gradients;

namespace AutoScale.Tests.AutoScaling.Costs;

public sealed class EqualLossTests
{
    [Fact]
    public void Minimise_OneIteration_WeighsByInverseLoss() =>
        RandomWindows.AssertSame([1.6, 0.4], new EqualLoss().Minimise(Window.OfLosses(2, [0.5, 2])).Weights, 1e-15);

    [Fact]
    public void Minimise_NegativeLosses_CountsTheirSize() =>
        Assert.Equal(
            new EqualLoss().Minimise(Window.OfLosses(3, [1, 2, 3, 3, 1, 2])).Weights,
            new EqualLoss().Minimise(Window.OfLosses(3, [-1, 2, -3, 3, -1, 2])).Weights);

    [Fact]
    public void Minimise_SameNumbers_AgreesWithEqualGradientMagnitude()
    {
        double[] rows = RandomWindows.Norms(new Random(1), 4, 10);
        double[] weights = [0.5, 1, 1.5, 1];

        Assert.Equal(
            new EqualGradientMagnitude().Minimise(Window.OfGradientNorms(4, rows)).Weights, new EqualLoss().Minimise(Window.OfLosses(4, rows)).Weights);
        Assert.Equal(
            new EqualGradientMagnitude().Evaluate(Window.OfGradientNorms(4, rows), weights), new EqualLoss().Evaluate(Window.OfLosses(4, rows), weights));
    }

    [Fact]
    public void Needs_Always_IsLossesAlone() => Assert.Equal(Evidence.Losses, new EqualLoss().Needs);
}

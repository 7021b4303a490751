using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class WarmUpTests
{
    [Fact]
    public void Weigh_TwoStepsOfWarmUp_AsksFromTheThird()
    {
        Scripted inner = new([5, 7]);
        WarmUp warmUp = new(inner, 2);

        Assert.Equal(Evidence.Losses, warmUp.Needs);
        double[][] weights = Scripted.Run(warmUp, 4);

        Assert.Equal([[1, 1], [1, 1], [5, 7], [5, 7]], weights);
        Assert.Equal([3, 4], inner.Asked);
        Assert.Equal(2, inner.Looks);
        Assert.Equal(Evidence.Gramian, warmUp.Needs);
    }

    [Fact]
    public void Observe_ValidationDuringWarmUp_ReachesTheMethod()
    {
        Scripted inner = new([5, 7]);

        new WarmUp(inner, 2).Observe([new TaskScore(0.5, true), new TaskScore(0.5, true)]);

        Assert.Equal(1, inner.Validations);
    }

    [Fact]
    public void PhaseAt_DuringAndAfter_SaysWarmUpThenTheInner()
    {
        WarmUp warmUp = new(new Scripted([1, 1]), 2);

        Assert.Equal(("warm-up", "phase-3"), (warmUp.PhaseAt(2), warmUp.PhaseAt(3)));
        Assert.Equal("training", new WarmUp(new Unitary(), 2).PhaseAt(3));
    }

    [Fact]
    public void Constructor_NegativeIterations_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUp(new Unitary(), -1));
}

using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class FreezeAfterTests
{
    [Fact]
    public void Weigh_TwoWindowsOfTwo_FixesTheNormalisedAverageOfTheirMeans()
    {
        // Means (2, 0) and (0, 8); β = 0.5 gives (0.5·2 + 0, 0 + 8)/1.5 = (2/3, 16/3). The fifth step is no whole window.
        Scripted inner = new([1, 0], [3, 0], [0, 6], [0, 10], [99, 99]);
        FreezeAfter frozen = new(inner, 5, 2, 0.5);

        double[][] weights = Scripted.Run(frozen, 7);

        Assert.Equal([[1, 0], [3, 0], [0, 6], [0, 10], [99, 99]], weights[..5]);
        Near.AssertEqual([2.0 / 3, 16.0 / 3], weights[5], 1e-15);
        Assert.Equal(weights[5], weights[6]);
        Assert.Equal([1, 2, 3, 4, 5], inner.Asked);
        Assert.Equal(Evidence.Losses, frozen.Needs);
    }

    [Fact]
    public void Weigh_NoWholeWindow_FixesTheMeanOfTheSteps() =>
        Assert.Equal([2.0, 4.0], Scripted.Run(new FreezeAfter(new Scripted([1, 5], [3, 3]), 2), 3)[2]);

    [Theory]
    [InlineData(0, 0, 8)]
    [InlineData(1, 1, 4)]
    public void Weigh_ExtremeDecay_FixesTheLastWindowOrThePlainMean(double decay, double first, double second) =>
        Assert.Equal([first, second], Scripted.Run(new FreezeAfter(new Scripted([2, 0], [0, 8]), 2, 1, decay), 3)[2]);

    [Fact]
    public void Weigh_OptimizerThatIsConstant_FixesItsWeights() =>
        Near.AssertEqual([0.3, 1.7], Scripted.Run(new FreezeAfter(new Scripted([0.3, 1.7]), 100, 7), 101)[100], 1e-14);

    [Fact]
    public void PhaseAt_BeforeAndAfter_IsTheInnerThenLinearScalarization()
    {
        FreezeAfter frozen = new(new Scripted([1, 1]), 5);

        Assert.Equal(("phase-5", "linear-scalarization"), (frozen.PhaseAt(5), frozen.PhaseAt(6)));
    }

    [Theory]
    [InlineData(0, 50, 0.9)]
    [InlineData(1, 0, 0.9)]
    [InlineData(1, 1, 1.1)]
    [InlineData(1, 1, double.NaN)]
    public void Constructor_NumberOutsideItsRange_Throws(int iterations, int window, double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FreezeAfter(new Unitary(), iterations, window, decay));
}

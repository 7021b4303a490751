using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class EveryTests
{
    [Fact]
    public void Weigh_EveryThird_AsksOnStepsOneFourAndSeven()
    {
        Scripted inner = new([1, 2], [3, 4], [5, 6]);

        double[][] weights = Scripted.Run(new Every(inner, 3), 7);

        Assert.Equal([1, 4, 7], inner.Asked);
        Assert.Equal([[1, 2], [1, 2], [1, 2], [3, 4], [3, 4], [3, 4], [5, 6]], weights);
        Assert.Equal(3, inner.Looks);
    }

    [Fact]
    public void Needs_BetweenAskings_AreLosses()
    {
        Every every = new(new Scripted([1, 2]), 2);

        Assert.Equal(Evidence.Gramian, every.Needs);
        Scripted.Step(every, 1, out Certificate asked);
        Assert.Equal(Evidence.Losses, every.Needs);
        Scripted.Step(every, 2, out Certificate rested);
        Assert.Equal(Evidence.Gramian, every.Needs);
        Assert.Equal((new Certificate(0.25, 3, Guards.Singular), Certificate.Exact), (asked, rested));
    }

    [Fact]
    public void Weigh_StepsSkipped_AsksLaterNeverEarlier()
    {
        Scripted inner = new([1, 2]);
        Every every = new(inner, 3);

        foreach (int iteration in (int[])[1, 2, 3, 6, 7, 9, 10])
        {
            Scripted.Step(every, iteration);
        }

        // 4 was due and skipped: 6 makes up for it. Then 9 is due, but what it needs was settled when 7 was the last.
        Assert.Equal([1, 6, 10], inner.Asked);
    }

    [Fact]
    public void Constructor_IntervalOfZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Every(new Unitary(), 0));
}

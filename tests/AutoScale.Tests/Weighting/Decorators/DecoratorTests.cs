using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

/// <summary>What reaches a weighting through several layers.</summary>
public class DecoratorTests
{
    [Fact]
    public void Observe_ThroughFourLayers_ReachesTheInnermost()
    {
        Scripted inner = new([1, 2]);
        Decorator outer = Layers(inner);

        Scripted.Step(outer, 1);
        outer.Observe([new TaskScore(0.5, true), new TaskScore(0.5, true)]);

        Assert.Equal((1, 1), (inner.Looks, inner.Validations));
        Assert.Equal(["Scripted warns."], outer.Warnings);
        Assert.Equal("phase-1", outer.PhaseAt(1));
    }

    [Fact]
    public void Observe_StepThatWasNotAsked_IsNotPassedOn()
    {
        Scripted inner = new([1, 2]);
        Every every = new(inner, 2);
        Scripted.Run(every, 2);

        every.Observe([1, 2]);

        Assert.False(every.WantsLossesAfterUpdate);
        Assert.Equal(1, inner.Looks);
    }

    [Fact]
    public void Members_OfAPlainInner_AreEmpty()
    {
        Every every = new(new Unitary(), 2);
        Scripted.Step(every, 1);
        every.Observe([new TaskScore(0.5, true), new TaskScore(0.5, true)]);

        Assert.False(every.WantsLossesAfterUpdate);
        Assert.Empty(every.Warnings);
        Assert.Equal("training", every.PhaseAt(1));
    }

    [Fact]
    public void Find_ThroughFourLayers_FindsWhatIsThere()
    {
        Scripted inner = new([1, 2]);

        Assert.Same(inner, Decorator.Find<Scripted>(Layers(inner)));
        Assert.Same(inner, Decorator.Find<IWarns>(inner));
        Assert.Null(Decorator.Find<Famo>(Layers(inner)));
    }

    [Fact]
    public void Reaches_InnerLayerRests_IsFalse()
    {
        Decorator outer = Layers(new Scripted([1, 2]));

        Assert.True(Decorator.Reaches(outer));
        Scripted.Step(outer, 1);
        Assert.False(Decorator.Reaches(outer));
        Scripted.Step(outer, 2);
        Assert.True(Decorator.Reaches(outer));
    }

    [Fact]
    public void Restore_BetweenStepAndLook_StillWantsTheLook()
    {
        Famo famo = new(2);
        Every every = new(famo, 3);
        every.Weigh(TestStep.Random(new Random(1), 2, 3).Evidence(), new double[2]);
        Every resumed = new(new Famo(2), 3);

        resumed.Restore(every.Capture());

        Assert.True(resumed.WantsLossesAfterUpdate);
    }

    [Fact]
    public void Weigh_AnotherNumberOfTasks_SaysBothNumbers()
    {
        Every every = new(new Unitary(), 2);
        Scripted.Step(every, 1);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => TestStep.Random(new Random(1), 3, 3).Weigh(every, 2));

        Assert.StartsWith("The decorator's state needs one element per task: expected 3, got 2.", exception.Message, StringComparison.Ordinal);
    }

    private static Clamp Layers(IWeighting inner) => new(new ExponentialAverage(new FreezeAfter(new Every(inner, 2), 9), 0.5), 0.1, 3);
}

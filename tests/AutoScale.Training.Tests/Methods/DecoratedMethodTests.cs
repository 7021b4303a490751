using AutoScale.Gradients;
using AutoScale.Training.Methods;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Training.Tests.Methods;

/// <summary>What a method adds to the engine's step reaches the engine through the layers around it.</summary>
public sealed class DecoratedMethodTests
{
    [Fact]
    public void Run_DecoratorsThatChangeNothing_IsTheBareMethod()
    {
        double[][] bare = Losses(new CosReg(0.7)), plain = Losses(new Unitary());

        double[][] decorated = Losses(new Clamp(new Every(new CosReg(0.7), 1), 0.1, 3));

        Assert.Equal(bare, decorated);
        Assert.NotEqual(plain, decorated);
    }

    [Fact]
    public void Run_EverySecondIteration_LooksAheadOnThoseOnly()
    {
        Looking method = new();

        WholeRuns.Run(new Every(method, 2), WholeRuns.Options with { Iterations = 6 });

        Assert.Equal([1, 3, 5], method.Looks);
    }

    [Fact]
    public void Run_StoppedAndResumed_EqualsUninterruptedBitForBit() =>
        WholeRuns.AssertResumedEqualsUninterrupted(() => new WarmUp(new Every(new Famo(2), 3), 4), WholeRuns.Options, 9);

    private static double[][] Losses(IWeighting weighting) => [.. WholeRuns.Run(weighting, WholeRuns.Options).Steps.Select(step => step.Losses)];

    private sealed class Looking : IWeighting, ILooksAhead
    {
        public List<int> Looks { get; } = [];

        public Evidence Needs => Evidence.Losses;

        public void LookAhead(StepProbe probe) => Looks.Add(probe.Iteration);

        public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
        {
            weights.Fill(1);
            return Certificate.Exact;
        }
    }
}

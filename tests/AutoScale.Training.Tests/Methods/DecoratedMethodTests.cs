using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Training.Methods;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Training.Tests.Methods;

/// <summary>What a method adds to the engine's step reaches the engine through the layers around it.</summary>
public sealed class DecoratedMethodTests
{
    public static TheoryData<string, string> EngineMethodsAndDecorators
    {
        get
        {
            string[] alone = [.. DecoratorCatalogue.All.Select(decorator => $"{decorator.Name}={decorator.Example}")];
            TheoryData<string, string> product = [];
            foreach (MethodDescriptor method in TrainingMethodCatalogue.EngineMethods)
            {
                Array.ForEach([.. alone, "probe=4 every=3", string.Join(' ', alone)], (string decorators) => product.Add(method.Name, decorators));
            }

            return product;
        }
    }

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

    [Fact]
    public void Run_EverySecondIterationAndProbed_ChangesGradientsOnThoseOnly()
    {
        Transforming method = new();

        WholeRuns.Run(new Probe(new Every(method, 2), 1), WholeRuns.Options with { Iterations = 6 });

        Assert.Equal([1, 3, 5], method.Transforms);
    }

    [Fact]
    public void Run_Probed_TrainsTheSameUpToRoundingAndRecordsTheGramian()
    {
        double[][] bare = Losses(new FixedWeights([0.4, 1.6]));
        using TemporaryFolder folder = new();

        SilentObserver observer = WholeRuns.Run(new Probe(new FixedWeights([0.4, 1.6]), 10), WholeRuns.Options, folder.Path);

        Assert.All(bare.Zip(observer.Steps), pair => Assert.Equal(pair.First, pair.Second.Losses, (expected, actual) => Math.Abs(expected - actual) < 1e-5 * expected));
        using StreamReader reader = new(Path.Combine(folder.Path, RunFileNames.Trace));
        Assert.Equal([1, 11, 21], Trace.Read(reader).Records.Where(record => record.Gramian is not null).Select(record => record.Iteration));
    }

    [Theory]
    [MemberData(nameof(EngineMethodsAndDecorators))]
    public void Run_EngineMethodDecorated_StopsAndResumesBitForBit(string name, string decorators)
    {
        MethodDescriptor method = TrainingMethodCatalogue.Find(name);
        MethodContext context = new(["t0", "t1"], WholeRuns.Options.Iterations) { Options = MethodOptions.Parse(decorators.Split(' ')) };
        TrainingOptions options = WholeRuns.Options with { GradientScope = TrainingMethodCatalogue.DefaultScope(method) };

        WholeRuns.AssertResumedEqualsUninterrupted(() => method.Create(context), options, 9);
    }

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

    private sealed class Transforming : IWeighting, ITransformsGradients
    {
        public List<int> Transforms { get; } = [];

        public Evidence Needs => Evidence.Gramian;

        public void Transform(in StepEvidence evidence, TaskGradients gradients) => Transforms.Add(evidence.Iteration);

        public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
        {
            weights.Fill(1);
            return Certificate.Exact;
        }
    }
}

using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Torch.Tests;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

/// <summary>What every method that needs the engine owes its users, in real training runs. A new method is tested by its catalogue line.</summary>
public class EngineConformanceTests
{
    private const int Steps = 30;

    public static TheoryData<string> Names => [.. TrainingMethodCatalogue.EngineMethods.Select(method => method.Name)];

    public static TheoryData<string, int> NamesAndStops => Product([1, 2, 10, 23, 29]);

    public static TheoryData<string, GradientScope> NamesAndScopes => Product(Enum.GetValues<GradientScope>());

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ThirtySteps_TrainsWithFiniteWeights(string name)
    {
        using TinyProblem problem = new(taskCount: 3);

        SilentObserver observer = AssertTrains(name, problem);

        double before = observer.Steps[..5].Average(step => step.Losses.Sum());
        Assert.InRange(observer.Steps[^5..].Average(step => step.Losses.Sum()), 0, before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_TaskWhoseGradientIsZero_DoesNotBreakTheOthers(string name)
    {
        using TinyProblem problem = new(taskCount: 3, lossScale: task => task == 1 ? 0 : 1);

        AssertTrains(name, problem);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_NoTaskHasAGradient_StaysFinite(string name)
    {
        using TinyProblem problem = new(lossScale: task => 0);

        AssertTrains(name, problem);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_LossesOfVeryDifferentScales_StayFinite(string name)
    {
        using TinyProblem problem = new(taskCount: 3, lossScale: task => Math.Pow(1e6, task - 1));

        AssertTrains(name, problem);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_OneTask_WorksOrIsRefusedClearly(string name)
    {
        using TinyProblem problem = new(taskCount: 1);
        if (TrainingMethodCatalogue.Find(name).MinimumTaskCount > 1)
        {
            MethodOptionException error = Assert.Throws<MethodOptionException>(() => Create(name, 1));
            Assert.Contains("needs at least", error.Message, StringComparison.Ordinal);
            return;
        }

        AssertTrains(name, problem);
    }

    [Theory]
    [MemberData(nameof(NamesAndScopes))]
    public void Run_EveryGradientScope_WorksOrIsRefusedClearly(string name, GradientScope scope)
    {
        using TinyProblem problem = new();
        IWeighting weighting = Create(name, 2);
        using IDisposable? state = weighting as IDisposable;
        try
        {
            using Trainer trainer = new(problem, weighting, Options(name) with { GradientScope = scope }, folder: null, TimeProvider.System);
            trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);
            AssertFinite(trainer.Model);
        }
        catch (ArgumentException error)
        {
            Assert.Contains($"cannot work in the gradient scope {scope}: use ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndStops))]
    public void Run_StoppedAndResumed_EqualsUninterruptedBitForBit(string name, int stopAfter) =>
        WholeRuns.AssertResumedEqualsUninterrupted(() => Create(name, 2), Options(name), stopAfter);

    [CudaFact]
    public void Run_StoppedAndResumedOnTheGpu_EqualsUninterruptedBitForBit() => Assert.All(TrainingMethodCatalogue.EngineMethods, method =>
        WholeRuns.AssertResumedEqualsUninterrupted(() => Create(method.Name, 2), Options(method.Name) with { Device = Device.Cuda() }, stopAfter: 13));

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_ManySteps_LeaveNoTensorBehind(string name)
    {
        using TinyProblem problem = new();
        long outside = LiveTensors.CountAfterCollection();
        List<long> counts = [];
        IWeighting weighting = Create(name, 2);
        using (IDisposable? state = weighting as IDisposable)
        using (Trainer trainer = new(problem, weighting, Options(name), folder: null, TimeProvider.System))
        {
            SilentObserver observer = new() { AfterStep = iteration => { if (iteration is 5 or 15 or 29) { counts.Add(LiveTensors.CountAfterCollection()); } } };
            trainer.Run(observer, resume: false, CancellationToken.None);
        }

        Assert.Equal([counts[0], counts[0], counts[0]], counts);
        Assert.Equal(outside, LiveTensors.CountAfterCollection());
    }

    private static SilentObserver AssertTrains(string name, TinyProblem problem)
    {
        SilentObserver observer = new();
        IWeighting weighting = Create(name, problem.Tasks.Count);
        using IDisposable? state = weighting as IDisposable;
        using Trainer trainer = new(problem, weighting, Options(name), folder: null, TimeProvider.System);
        trainer.Run(observer, resume: false, CancellationToken.None);

        Assert.Equal(Steps, observer.Steps.Count);
        Assert.All(observer.Steps, step => Near.AssertFinite(step.Weights));
        AssertFinite(trainer.Model);
        return observer;
    }

    private static void AssertFinite(MultiTaskModel model)
    {
        using TensorScope scope = new();
        Assert.All(model.State(), pair => Assert.True(pair.Value.IsFinite(), $"{pair.Key} is not finite."));
    }

    private static IWeighting Create(string name, int taskCount)
    {
        MethodContext context = new([.. Enumerable.Range(1, taskCount).Select(task => $"task-{task}")], Steps) { Seed = 5 };
        return TrainingMethodCatalogue.Find(name).Create(context);
    }

    private static TrainingOptions Options(string name)
    {
        IWeighting method = Create(name, 3);
        using IDisposable? state = method as IDisposable;
        return new TrainingOptions
        {
            Iterations = Steps,
            BatchSize = 8,
            LearningRate = 0.01,
            Seed = 11,
            CheckpointEvery = 7,
            WeightScale = TrainingMethodCatalogue.Find(name).DefaultScale,
            GradientScope = (method as ITransformsGradients)?.OnlyScope ?? GradientScope.SharedParameters,
        };
    }

    private static TheoryData<string, T> Product<T>(T[] values)
    {
        TheoryData<string, T> product = [];
        foreach (MethodDescriptor method in TrainingMethodCatalogue.EngineMethods)
        {
            Array.ForEach(values, value => product.Add(method.Name, value));
        }

        return product;
    }
}

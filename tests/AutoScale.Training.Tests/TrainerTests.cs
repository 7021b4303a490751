using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests;

public sealed partial class TrainerTests
{
    private static readonly TrainingOptions Options = new()
    {
        Iterations = 20,
        BatchSize = 8,
        LearningRate = 0.01,
        Seed = 3,
        ValidateEvery = 7,
        CheckpointEvery = 5,
    };

    [Fact]
    public void Run_TwoTasks_LowersBothLossesAndReportsTheSelectedModel()
    {
        SilentObserver observer = new();
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new Unitary(), Options with { Iterations = 200, ValidateEvery = 20 }, folder: null, TimeProvider.System);

        TrainingResult result = trainer.Run(observer, resume: false, CancellationToken.None);

        Assert.Equal(200, result.Iterations);
        Assert.Equal(Enumerable.Range(1, 200), observer.Steps.Select(step => step.Iteration));
        EvaluationReport first = observer.Evaluations[0];
        Assert.All(result.Test.Tasks, task => Assert.InRange(task.Metrics[0].Value, 0, first.Tasks.First(t => t.Task == task.Task).Metrics[0].Value));
        EvaluationReport best = observer.Evaluations.Where(report => report.Split == "validation").MaxBy(report => report.SelectionScore)!;
        Assert.Equal(best.Iteration, result.BestIteration);
        Assert.Equal(best.SelectionScore, result.Validation.SelectionScore, 1e-12);
    }

    [Theory]
    [InlineData(HeadGradient.Weighted)]
    [InlineData(HeadGradient.Unweighted)]
    public void Run_SameWeightsFromLossesOrFromGramian_GivesTheSameParameters(HeadGradient heads)
    {
        TrainingOptions options = Options with { HeadGradient = heads, Optimizer = OptimizerKind.Sgd };

        float[] fromLosses = Train(new Stub(Evidence.Losses, [0.5, 1.5]), options);
        float[] fromGramian = Train(new Stub(Evidence.Gramian, [0.5, 1.5]), options);
        float[] fromNorms = Train(new Stub(Evidence.GradientNorms, [0.5, 1.5]), options);

        AssertClose(fromLosses, fromGramian, 1e-5);
        AssertClose(fromLosses, fromNorms, 1e-5);
    }

    [Theory]
    [InlineData(GradientScope.LastSharedLayer)]
    [InlineData(GradientScope.Representation)]
    public void Run_FixedWeightsInANarrowScope_GivesTheSameParameters(GradientScope scope)
    {
        float[] expected = Train(new Stub(Evidence.Losses, [0.5, 1.5]), Options with { Optimizer = OptimizerKind.Sgd });

        float[] found = Train(new Stub(Evidence.Gramian, [0.5, 1.5]), Options with { Optimizer = OptimizerKind.Sgd, GradientScope = scope });

        AssertClose(expected, found, 1e-5);
    }

    [Fact]
    public void Run_LayerHeldUnderTwoNames_TrainsAsUnderOne()
    {
        using TinyProblem tied = new() { IsTied = true };
        SilentObserver two = new(), one = new();
        using Trainer trainer = new(tied, new ImtlG(), Options, folder: null, TimeProvider.System);
        using TinyProblem problem = new();
        using Trainer plain = new(problem, new ImtlG(), Options, folder: null, TimeProvider.System);

        trainer.Run(two, resume: false, CancellationToken.None);
        plain.Run(one, resume: false, CancellationToken.None);

        Assert.Equal(one.Steps.Select(step => step.Losses), two.Steps.Select(step => step.Losses));
    }

    [Fact]
    public void Run_UnweightedHeads_DifferFromWeightedHeads()
    {
        float[] weighted = Train(new Stub(Evidence.Losses, [0.5, 1.5]), Options with { Optimizer = OptimizerKind.Sgd });
        float[] unweighted = Train(new Stub(Evidence.Losses, [0.5, 1.5]), Options with { Optimizer = OptimizerKind.Sgd, HeadGradient = HeadGradient.Unweighted });

        Assert.NotEqual(weighted, unweighted);
    }

    [Fact]
    public void Run_WeightsInAnotherScale_AreRescaledToSumToK()
    {
        SilentObserver observer = new();
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new Stub(Evidence.Losses, [1, 3]), Options, folder: null, TimeProvider.System);

        trainer.Run(observer, resume: false, CancellationToken.None);

        Assert.All(observer.Steps, step => Assert.Equal([0.5, 1.5], step.Weights));
    }

    [Fact]
    public void Run_LossTurnsNaN_StopsNamingTaskAndIteration()
    {
        int calls = 0;
        using TinyProblem problem = new(lossScale: task => task == 1 && ++calls > 4 ? double.NaN : 1);
        using Trainer trainer = new(problem, new Unitary(), Options, folder: null, TimeProvider.System);

        TrainingException error = Assert.Throws<TrainingException>(() => trainer.Run(new SilentObserver(), resume: false, CancellationToken.None));

        Assert.Equal("The loss of task 't1' became NaN at iteration 5. Lower the learning rate, or check the inputs and labels.", error.Message);
    }

    [Fact]
    public void Run_LossTurnsNaNOnceUnderSkipStep_LeavesOneUpdateOutAndGoesOn()
    {
        int calls = 0;
        SilentObserver observer = new();
        using TinyProblem problem = new(lossScale: task => task == 1 && ++calls == 5 ? double.NaN : 1);
        TrainingOptions options = Options with { NonFiniteLoss = NonFiniteLossPolicy.SkipStep };
        using Trainer trainer = new(problem, new Unitary(), options, folder: null, TimeProvider.System);

        TrainingResult result = trainer.Run(observer, resume: false, CancellationToken.None);

        Assert.Equal(1, result.SkippedSteps);
        Assert.Contains(observer.Warnings, text => text.Contains("'t1' became NaN at iteration 5", StringComparison.Ordinal));
        Assert.All(trainer.Model.Parameters(), parameter => Assert.True(parameter.IsFinite()));
    }

    [Fact]
    public void Run_WeightingReturnsNaN_StopsNamingTheWeighting()
    {
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new Stub(Evidence.Losses, [1, double.NaN]), Options, folder: null, TimeProvider.System);

        TrainingException error = Assert.Throws<TrainingException>(() => trainer.Run(new SilentObserver(), resume: false, CancellationToken.None));

        Assert.Contains("Stub gave task 't1' the weight NaN at iteration 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_NamesEveryOne()
    {
        using TinyProblem problem = new();
        TrainingOptions options = Options with { Iterations = 0, BatchSize = 65, LearningRate = double.NaN };

        ArgumentException error = Assert.Throws<ArgumentException>(() => new Trainer(problem, new Unitary(), options, null, TimeProvider.System));

        Assert.Equal("iterations must be at least 1, got 0; batch must be 1 to 64 (the training samples), got 65; learning rate must be above 0, got NaN.", error.Message);
    }

    [Fact]
    public void Run_OneTask_IsItsSingleTaskBaseline()
    {
        using TinyProblem problem = new(taskCount: 1);
        using Trainer trainer = new(problem, new Unitary(), Options, folder: null, TimeProvider.System);

        TrainingResult result = trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);

        Assert.Equal([1.0], result.FinalWeights);
    }

    [Fact]
    public void Run_TenTimesAsManySteps_LeavesNoTensorBehind()
    {
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new ImtlG(), Options with { Iterations = 300, ValidateEvery = 300 }, folder: null, TimeProvider.System);
        GC.Collect(); // tensors that other tests left to their finalizers
        GC.WaitForPendingFinalizers();
        long after10 = 0, after290 = 0;
        SilentObserver observer = new();
        observer.AfterStep = iteration =>
        {
            after10 = iteration == 10 ? Torch.Torch.LiveTensorCount : after10;
            after290 = iteration == 290 ? Torch.Torch.LiveTensorCount : after290;
        };

        trainer.Run(observer, resume: false, CancellationToken.None);

        Assert.Equal(after10, after290);
    }

    private static float[] Train(IWeighting weighting, TrainingOptions options)
    {
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, weighting, options, folder: null, TimeProvider.System);
        trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);
        return Flat(trainer.Model);
    }

    private static float[] Flat(MultiTaskModel model) => [.. model.Parameters().SelectMany(parameter => parameter.Detach().Reshape(-1).ToArray<float>())];

    private static void AssertClose(float[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private sealed class Stub(Evidence needs, double[] fixedWeights) : IWeighting
    {
        public Evidence Needs => needs;

        public Gramian? LastGramian { get; private set; }

        public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
        {
            LastGramian = evidence.Gramian;
            fixedWeights.CopyTo(weights);
            return Certificate.Exact;
        }
    }
}

using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public sealed class AutoLambdaTests
{
    private const double LearningRate = 0.2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hypergradient_QuadraticLosses_EqualsTheDerivativeOfTheValidationLossAfterTheVirtualStep(bool allPrimary)
    {
        // Every loss is quadratic in the parameters and the validation loss in λ, so both central differences are exact.
        using TensorScope scope = new();
        Torch.Torch.Seed(9);
        using TinyProblem problem = new(taskCount: 3);
        using Quadratic model = new();
        model.To(ScalarType.Float64);
        AutoLambdaOptions options = new() { PrimaryTasks = allPrimary ? [] : [1] };
        AutoLambda weighting = new(3, options);
        StepProbe probe = Probe(model, problem);

        double[] found = weighting.Hypergradient(probe);

        double[] expected = Brute(probe, options);
        Assert.All(expected.Zip(found), pair => Assert.Equal(1, pair.Second / pair.First, 1e-7));
        Assert.True(expected.All(slope => Math.Abs(slope) > 1e-4));
    }

    [Fact]
    public void Hypergradient_ANetwork_IsTheDerivativeToTheErrorOfTheFiniteDifference()
    {
        using TensorScope scope = new();
        Torch.Torch.Seed(9);
        using TinyProblem problem = new(taskCount: 3, dropout: 0);
        using MultiTaskModel model = problem.CreateModel();
        model.To(ScalarType.Float64);
        StepProbe probe = Probe(model, problem);

        double[] found = new AutoLambda(3).Hypergradient(probe);

        Assert.All(Brute(probe, new AutoLambdaOptions()).Zip(found), pair => Assert.Equal(1, pair.Second / pair.First, 1e-3));
    }

    [Fact]
    public void LookAhead_TaskThatHelpsThePrimaryOne_GainsWeightAndOneThatHurtsLosesIt()
    {
        // Task 1 is task 0 once more, task 2 is its opposite; only task 0 counts on validation.
        using TinyProblem problem = new(3, lossOf: (task, loss) => loss);
        AutoLambda weighting = new(3, new AutoLambdaOptions { PrimaryTasks = [0] });
        using Opposed model = new();
        using TensorScope scope = new();
        Batch batch = new(Tensor.Ones([4, 4]), [Tensor.Ones([4, 1]), Tensor.Ones([4, 1]), Tensor.Ones([4, 1])]);
        double[] weights = new double[3];

        weighting.LookAhead(new StepProbe(model, problem.Tasks, batch, () => batch, () => { }) { Iteration = 1, LearningRate = 0.01 });
        weighting.Weigh(new StepEvidence { Iteration = 1, Losses = [1, 1, 1] }, weights);

        Assert.Equal([0.101, 0.101, 0.099], weights, (expected, actual) => Math.Abs(expected - actual) < 1e-6);
    }

    [Fact]
    public void Run_WeightAtZero_IsHeldThereAndSaysSo()
    {
        // Task 1 learns another function than task 0: with a large learning rate its weight reaches 0.
        AutoLambdaOptions options = new() { PrimaryTasks = [0], LearningRate = 0.5 };

        SilentObserver observer = WholeRuns.Run(new AutoLambda(2, options), WholeRuns.Options with { Iterations = 100 });

        Assert.Contains(observer.Steps, step => step.Weights[1] == 0);
        Assert.All(observer.Steps, step => Assert.All(step.Weights, weight => Assert.True(weight >= 0)));
        Assert.Contains(observer.Warnings, text => text.Contains("held at its lower bound", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_AllLossesConstant_KeepsTheWeights()
    {
        SilentObserver observer = WholeRuns.Run(new AutoLambda(2), WholeRuns.Options, on: new TinyProblem(2, task => 0));

        Assert.All(observer.Steps, step => Assert.Equal([0.1, 0.1], step.Weights));
    }

    [Fact]
    public void LookAhead_LossThatIsNotFinite_IsLeftOut()
    {
        using TensorScope scope = new();
        using TinyProblem problem = new(2, task => double.NaN);
        using MultiTaskModel model = problem.CreateModel();
        AutoLambda weighting = new(2);
        double[] weights = new double[2];
        Batch batch = problem.Train.Load([0, 1], Device.Cpu);

        weighting.LookAhead(new StepProbe(model, problem.Tasks, batch, () => batch, () => { }) { Iteration = 1, LearningRate = 0.01 });

        Assert.Equal(Guards.LookLeftOut, weighting.Weigh(new StepEvidence { Iteration = 1, Losses = [1, 1] }, weights).Guards);
        Assert.Equal([0.1, 0.1], weights);
    }

    [Fact]
    public void Probe_AnyLook_LeavesParametersStatisticsAndBatchesAsTheyWere()
    {
        using TensorScope scope = new();
        using TinyProblem problem = new(taskCount: 3);
        using Normalized model = new();
        Batch batch = problem.Train.Load([0, 1, 2, 3], Device.Cpu);
        Batch? validation = null;
        StepProbe probe = new(model, problem.Tasks, batch, () => validation ??= problem.Validation.Load([4, 5, 6], Device.Cpu), () => Torch.Torch.Seed(1)) { Iteration = 1, LearningRate = 1 };
        float[] before = Flat(model);

        Tensor?[] direction = probe.Gradients(ProbeData.Validation, [1, 1, 1], [], 0);
        double[] first = probe.Losses(ProbeData.Validation, direction, -0.3), away = probe.Losses(ProbeData.Training, direction, 0.3), second = probe.Losses(ProbeData.Validation, direction, -0.3);

        Assert.Equal(first, second);
        Assert.NotEqual(first, away);
        Assert.Equal(before, Flat(model));
    }

    [Fact]
    public void Create_PrimaryTasksByName_AreRead()
    {
        MethodContext context = new(["depth", "edges"], 10);

        Assert.IsType<AutoLambda>(TrainingMethodCatalogue.Find("auto-lambda").Create(context with { Options = MethodOptions.Parse(["primary=edges"]) }));
        MethodOptionException error = Assert.Throws<MethodOptionException>(
            () => TrainingMethodCatalogue.Find("auto-lambda").Create(context with { Options = MethodOptions.Parse(["primary=depth, normals"]) }));
        Assert.Equal("Option 'primary' of method 'auto-lambda' names the task 'normals': expected some of depth, edges.", error.Message);
    }

    [Fact]
    public void Constructor_SettingOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new AutoLambda(2, new AutoLambdaOptions { LearningRate = 0 }));
        Assert.Throws<ArgumentException>(() => new AutoLambda(2, new AutoLambdaOptions { InitialWeight = double.NaN }));
        Assert.Throws<ArgumentException>(() => new AutoLambda(2, new AutoLambdaOptions { PrimaryTasks = [2] }));
        Assert.Throws<ArgumentException>(() => new AutoLambda(2, new AutoLambdaOptions { Difference = 0 }));
    }

    private static StepProbe Probe(MultiTaskModel model, TinyProblem problem) => new(
        model, problem.Tasks, Double(problem.Train.Load([0, 1, 2, 3, 4, 5], Device.Cpu)), () => Double(problem.Validation.Load([0, 1, 2, 3], Device.Cpu)), () => { })
    {
        Iteration = 1,
        LearningRate = LearningRate,
    };

    private static Batch Double(Batch batch) => new(batch.Input.To(ScalarType.Float64), [.. batch.Targets.Select(target => target.To(ScalarType.Float64))]);

    /// <summary>The derivative of the primary validation losses at θ − η·∇Σ λᵢ·lᵢ by each λ, by moving λ itself.</summary>
    private static double[] Brute(StepProbe probe, AutoLambdaOptions options) => [.. Enumerable.Range(0, 3).Select(task =>
    {
        const double Step = 1e-3;
        return (After(Step) - After(-Step)) / (2 * Step);

        double After(double change)
        {
            double[] lambda = [options.InitialWeight, options.InitialWeight, options.InitialWeight];
            lambda[task] += change;
            Tensor?[] descent = probe.Gradients(ProbeData.Training, lambda, [], 0);
            double[] losses = probe.Losses(ProbeData.Validation, descent, -LearningRate);
            return losses.Where((_, primary) => options.PrimaryTasks.Count == 0 || options.PrimaryTasks.Contains(primary)).Sum();
        }
    })];

    private static float[] Flat(MultiTaskModel model) => [.. model.State().Values.SelectMany(value => value.Detach().To(ScalarType.Float32).Reshape(-1).ToArray<float>())];

    /// <summary>A linear trunk whose output each task reads through fixed numbers: losses are quadratic.</summary>
    private sealed class Quadratic : Trunk
    {
        public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) =>
            representation[0].MatMul(Tensor.From([1.0, task, 1 - task], 3, 1));
    }

    /// <summary>Task 2 wants the opposite of tasks 0 and 1.</summary>
    private sealed class Opposed : Trunk
    {
        public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) =>
            representation[0].Narrow(1, 0, 1) * (task == 2 ? -0.1 : 0.1);
    }

    /// <summary>A trunk with batch statistics.</summary>
    private sealed class Normalized : Trunk
    {
        private readonly BatchNorm2d _statistics = new(3);

        public Normalized() => Register("statistics", _statistics);

        public override IReadOnlyList<Tensor> SharedParameters => [.. base.SharedParameters, .. _statistics.Parameters()];

        public override IReadOnlyList<Tensor> Encode(Tensor input) => [_statistics.Forward(base.Encode(input)[0].Reshape(-1, 3, 1, 1)).Reshape(-1, 3)];

        public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => representation[0].Narrow(1, task, 1);
    }

    private abstract class Trunk : MultiTaskModel
    {
        private readonly Linear _trunk = new(4, 3);

        protected Trunk() => Register("trunk", _trunk);

        public override IReadOnlyList<Tensor> SharedParameters => _trunk.Parameters();

        public override IReadOnlyList<Tensor> LastSharedParameters => _trunk.Parameters();

        public override IReadOnlyList<Tensor> TaskParameters(int task) => [];

        public override IReadOnlyList<Tensor> Encode(Tensor input) => [_trunk.Forward(input)];
    }
}

using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Training.Steps;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public sealed class CosRegTests
{
    private const double Strength = 0.7;

    [Fact]
    public void Regularize_HandChecked_GivesTheSlopeOfTheSquaredCosine()
    {
        // g₀ = (1, 0), g₁ = (1, 1): c² = 1/2, and ∂c²/∂g₀ = 2c·(u₁ − c·u₀)/‖g₀‖ = (0, 1), ∂c²/∂g₁ = 2c·(u₀ − c·u₁)/‖g₁‖ = (1/2, −1/2).
        double[] slope = new double[4];

        new CosReg(1).Regularize(Evidence([1, 1, 1, 2]), slope);

        Assert.Equal([-1, 1, 1, -0.5], slope, (expected, actual) => Math.Abs(expected - actual) < 1e-12);
    }

    [Theory]
    [InlineData(GradientScope.SharedParameters)]
    [InlineData(GradientScope.LastSharedLayer)]
    [InlineData(GradientScope.Representation)]
    public void Step_EveryScope_DescendsLossesPlusTermAsFiniteDifferencesSay(GradientScope scope)
    {
        using TensorScope tensors = new();
        Torch.Torch.Seed(5);
        using TinyProblem problem = new(taskCount: 3, dropout: 0);
        using MultiTaskModel model = problem.CreateModel();
        model.To(ScalarType.Float64);
        Batch single = problem.Train.Load([0, 1, 2, 3, 4, 5, 6, 7], Device.Cpu);
        Batch batch = new(single.Input.To(ScalarType.Float64), [.. single.Targets.Select(target => target.To(ScalarType.Float64))]);
        TrainingOptions options = WholeRuns.Options with { GradientScope = scope };
        TrainingStep step = new(model, problem.Tasks, new CosReg(Strength), options);
        using Sgd optimizer = new(step.Parameters, learningRate: 1);
        double[][] expected = [.. step.Parameters.Select(parameter => Slopes(parameter, () => Objective(model, problem, batch, scope)))];
        double[][] before = [.. step.Parameters.Select(Flat)];

        step.Run(1, batch, optimizer, new StepClock(TimeProvider.System, new StepTimings()));

        for (int i = 0; i < before.Length; i++)
        {
            double[] found = [.. before[i].Zip(Flat(step.Parameters[i]), (old, now) => old - now)];
            Assert.All(expected[i].Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    [Fact]
    public void Run_StrongTerm_MakesGradientsMoreOrthogonal()
    {
        TrainingOptions options = WholeRuns.Options with { Iterations = 200, LearningRate = 0.003 };

        double without = MeanSquaredCosine(0, options), with = MeanSquaredCosine(1, options);

        Assert.True(with < 0.5 * without, $"{with} against {without}");
    }

    [Fact]
    public void Run_StrengthZero_IsUnitaryScalarization()
    {
        List<(int, double[] Losses, double[])> expected = WholeRuns.Run(new Unitary(), WholeRuns.Options).Steps, found = WholeRuns.Run(new CosReg(0), WholeRuns.Options).Steps;

        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Losses, pair.Second.Losses, (a, b) => Math.Abs(a - b) < 1e-5));
    }

    [Theory]
    [InlineData(0)] // no gradient at all
    [InlineData(1e-25)] // a gradient whose slope single precision cannot hold
    public void Run_TaskWithoutUsableGradient_LeavesItOutOfTheTermAndSaysSo(double scale)
    {
        SilentObserver observer = WholeRuns.Run(new CosReg(Strength), WholeRuns.Options, on: new TinyProblem(3, task => task == 1 ? scale : 1));

        Assert.Contains(observer.Warnings, text => text.Contains("left out of the term", StringComparison.Ordinal));
        Assert.All(observer.Steps, step => Assert.Equal([1, 1, 1], step.Weights));
    }

    [Fact]
    public void Regularize_DuplicateOppositeAndZeroGradients_HasNoSlope()
    {
        // At cosines of 1 and −1 the squared cosine is at its maximum: a stationary point, however long the gradients are.
        double[] zero = new double[4];
        foreach (double length in new[] { 1e-15, 1, 1e15 })
        {
            foreach (double sign in new[] { 1, -1 })
            {
                double[] slope = new double[4];
                new CosReg().Regularize(Evidence([length * length, sign * 3 * length * length, sign * 3 * length * length, 9 * length * length]), slope);
                Assert.Equal(0, slope[0] + (sign * 3 * slope[1]), 1e-12 / length / length);
                Assert.Equal(0, slope[2] + (sign * 3 * slope[3]), 1e-12 / length / length);
            }
        }

        new CosReg().Regularize(Evidence([0, 0, 0, 0]), zero);
        Assert.Equal(new double[4], zero);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("nan")]
    public void Create_StrengthOutOfRange_IsRefused(string strength) => Assert.Throws<MethodOptionException>(
        () => TrainingMethodCatalogue.Find("cosreg").Create(new MethodContext(["a", "b"], 10) { Options = MethodOptions.Parse([$"strength={strength}"]) }));

    private static StepEvidence Evidence(double[] gramian) => new() { Iteration = 1, Losses = new double[(int)Math.Sqrt(gramian.Length)], Gramian = new Gramian(gramian) };

    private static double MeanSquaredCosine(double strength, TrainingOptions options)
    {
        using TemporaryFolder folder = new();
        WholeRuns.Run(new CosReg(strength), options, folder.Path);
        using StreamReader trace = File.OpenText(Path.Combine(folder.Path, "trace.jsonl"));
        Gramian[] late = [.. Runs.Trace.Read(trace).Records.TakeLast(50).Select(record => record.Gramian!)];
        return late.Average(gramian => gramian[0, 1] * gramian[0, 1] / gramian[0, 0] / gramian[1, 1]);
    }

    /// <summary>Σ lᵢ + λ·Σ cᵢⱼ², by first-order differentiation alone.</summary>
    private static double Objective(MultiTaskModel model, TinyProblem problem, Batch batch, GradientScope scope)
    {
        using TensorScope tensors = new();
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        Tensor[] losses = [.. problem.Tasks.Select((task, i) => task.Loss(model.Decode(i, representation), batch.Targets[i]))];
        Tensor[] at = scope switch
        {
            GradientScope.SharedParameters => [.. model.SharedParameters],
            GradientScope.LastSharedLayer => [.. model.LastSharedParameters],
            _ => [.. representation],
        };
        double[] products = new TaskGradients([.. losses.Select(loss => Autograd.Gradients([loss], at, retainGraph: true))]).InnerProducts();
        double total = losses.Sum(loss => loss.Item());
        for (int i = 0; i < losses.Length; i++)
        {
            for (int j = i + 1; j < losses.Length; j++)
            {
                double product = products[(i * losses.Length) + j];
                total += Strength * product * product / products[i * (losses.Length + 1)] / products[j * (losses.Length + 1)];
            }
        }

        return total;
    }

    private static double[] Slopes(Tensor parameter, Func<double> objective)
    {
        const double Step = 1e-5;
        double[] values = Flat(parameter);
        double[] slopes = new double[values.Length];
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = (At(values[i] + Step) - At(values[i] - Step)) / (2 * Step);
            At(values[i]);

            double At(double value)
            {
                using TensorScope tensors = new();
                using (Autograd.NoGradient())
                {
                    double[] moved = [.. values];
                    moved[i] = value;
                    parameter.CopyFrom(Tensor.From(moved, parameter.Shape));
                }

                return objective();
            }
        }

        return slopes;
    }

    private static double[] Flat(Tensor parameter) => parameter.Detach().Reshape(-1).ToArray<double>();
}

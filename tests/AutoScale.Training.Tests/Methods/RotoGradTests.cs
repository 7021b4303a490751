using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public sealed class RotoGradTests
{
    private static readonly TrainingOptions _options = WholeRuns.Options with { GradientScope = GradientScope.Representation };

    [Fact]
    public void Weigh_HandChecked_BringsEveryGradientToTheCommonLength()
    {
        RotoGrad weighting = new(2, 10);
        double[] first = new double[2], second = new double[2];

        weighting.Weigh(Step([2, 4]), first);
        weighting.Weigh(Step([1, 4]), second);

        // First step: α = (1/2, 1/2), C = 3. Second: α ∝ (1/2, 1), so α = (1/3, 2/3) and C = 1/3 + 8/3 = 3.
        Assert.Equal([1.5, 0.75], first, Near);
        Assert.Equal([3, 0.75], second, Near);
    }

    [Fact]
    public void Weigh_ZeroGradients_LeavesTheTaskOutAndSaysSo()
    {
        RotoGrad weighting = new(2, 10);
        double[] weights = new double[2];

        Assert.Equal(Guards.SkippedTask, weighting.Weigh(Step([0, 4]), weights).Guards);
        Assert.Equal([0, 1], weights, Near);
        Assert.Equal(Guards.AllZero, weighting.Weigh(Step([0, 0]), weights).Guards);
        Assert.Equal([1, 1], weights);
        Assert.Equal(Guards.None, weighting.Weigh(Step([3, 4]), weights).Guards); // The first length of task 0 is 3, when it has one.
        Assert.Equal([3.5 / 3, 3.5 / 4], weights, Near);
    }

    [Theory]
    [InlineData(1e-15)]
    [InlineData(1e15)]
    public void Weigh_AnyScale_GivesTheSameWeights(double scale)
    {
        double[] expected = new double[3], found = new double[3];

        new RotoGrad(3, 10).Weigh(Step([1, 2, 5]), expected);
        new RotoGrad(3, 10).Weigh(Step([scale, 2 * scale, 5 * scale]), found);

        Assert.Equal(expected, found, Near);
    }

    [Fact]
    public void Adapt_BeforeTheFirstStep_ChangesNoPrediction()
    {
        using TensorScope scope = new();
        using TinyProblem problem = new(dropout: 0);
        MultiTaskModel plain = problem.CreateModel();
        Batch batch = problem.Train.Load([0, 1, 2], Device.Cpu);
        float[] expected = plain.Decode(1, plain.Encode(batch.Input)).ToArray<float>();

        using MultiTaskModel rotated = new RotoGrad(2, 10).Adapt(plain, batch);

        Assert.Equal(expected, rotated.Decode(1, rotated.Encode(batch.Input)).ToArray<float>());
        Assert.True(rotated.IsTraining);
    }

    [Fact]
    public void Decode_ChannelsOfADenseRepresentation_AreTurnedAtEveryPlaceAndTheRestStays()
    {
        using TensorScope scope = new();
        using Dense plain = new();
        using RotatedModel rotated = (RotatedModel)new RotoGrad(1, 10, size: 2).Adapt(plain, new Batch(Tensor.Zeros([1, 3, 2, 2]), []));
        Tensor input = Tensor.RandomNormal([2, 3, 2, 2]);
        using (Autograd.NoGradient())
        {
            RotatedModel.Turn(rotated.Rotations[0][0], Tensor.From([0.0, -Math.PI / 2, Math.PI / 2, 0], 2, 2));
        }

        Tensor turned = rotated.Decode(0, rotated.Encode(input));

        // A quarter turn takes (x, y, z) to (−y, x, z).
        Tensor expected = Tensor.Cat([-input.Narrow(1, 1, 1), input.Narrow(1, 0, 1), input.Narrow(1, 2, 1)], 1);
        Assert.All(expected.Reshape(-1).ToArray<float>().Zip(turned.Reshape(-1).ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Transform_SmallRate_TurnsAlongTheSlopeOfTheObjective()
    {
        using TensorScope scope = new();
        Torch.Torch.Seed(2);
        const double Rate = 1e-4;
        Tensor[] gradients = [Tensor.RandomNormal([3, 4, 2, 2], ScalarType.Float64), Tensor.RandomNormal([3, 4, 2, 2], ScalarType.Float64) * 7];
        RotoGrad weighting = new(2, 1, Rate);
        using Dense plain = new(channels: 4);
        using RotatedModel model = (RotatedModel)weighting.Adapt(plain, new Batch(Tensor.Zeros([1, 4, 2, 2]), []));
        Tensor[] units = [.. gradients.Select(gradient => gradient * (1 / gradient.Norm().Item()))];
        Tensor mean = (units[0] + units[1]) * 0.5;

        Transform(weighting, gradients);

        for (int task = 0; task < 2; task++)
        {
            // With R = 1 before, g̃ = u. The slope along X is ⟨Q, X⟩, and the step is η·(Q − Qᵀ): the gain is η·‖Q − Qᵀ‖²/2 to first order.
            Tensor product = Columns(units[task]).MatMul(Columns(mean).Transpose(0, 1));
            double gain = Objective(model.Rotations[task][0], units[task], mean) - units[task].Multiply(mean).Sum().Item();
            double expected = Rate * (product - product.Transpose(0, 1)).Square().Sum().Item() / 2;
            Assert.True(expected > 1e-8);
            Assert.Equal(1, gain / expected, 1e-3);
        }
    }

    [Fact]
    public void Transform_ManyTurns_AlignsGradientsAndStaysOrthogonal()
    {
        using TensorScope scope = new();
        Torch.Torch.Seed(4);
        RotoGrad weighting = new(3, 1000, rate: 1);
        using Dense plain = new(channels: 6);
        using RotatedModel model = (RotatedModel)weighting.Adapt(plain, new Batch(Tensor.Zeros([1, 6, 1, 1]), []));
        Tensor[] atHeads = [.. Enumerable.Range(0, 3).Select(_ => Tensor.RandomNormal([2, 6, 1, 1], ScalarType.Float64))];
        double before = MeanCosine(Pulled(atHeads, model));

        for (int step = 1; step <= 1000; step++)
        {
            using TensorScope inner = new();
            Transform(weighting, Pulled(atHeads, model), step);
        }

        Assert.True(MeanCosine(Pulled(atHeads, model)) > Math.Max(0.6, before + 0.3), $"{before} before, {MeanCosine(Pulled(atHeads, model))} after");
        foreach (Tensor rotation in model.Rotations.SelectMany(stages => stages))
        {
            Tensor identity = Tensor.From(Enumerable.Range(0, 36).Select(i => i % 7 == 0 ? 1.0 : 0).ToArray(), 6, 6);
            Assert.True((rotation.MatMul(rotation.Transpose(0, 1)) - identity).Abs().Max().Item() < 1e-12);
        }
    }

    [Fact]
    public void Transform_DuplicateOppositeOrZeroGradients_TurnsNothing()
    {
        using TensorScope scope = new();
        Tensor gradient = Tensor.RandomNormal([3, 4, 2, 2], ScalarType.Float64);
        foreach (Tensor[] pair in new[] { new[] { gradient, gradient * 5 }, [gradient, gradient * -1], [gradient, gradient * 0], [gradient * 0, gradient * 0] })
        {
            RotoGrad weighting = new(2, 1);
            using Dense plain = new(channels: 4);
            using RotatedModel model = (RotatedModel)weighting.Adapt(plain, new Batch(Tensor.Zeros([1, 4, 2, 2]), []));

            Transform(weighting, pair);

            Assert.All(model.Rotations, stages => Assert.Equal(4, stages[0].Abs().Sum().Item(), 1e-9));
            Assert.All(model.Rotations, stages => Assert.True(stages[0].IsFinite()));
        }
    }

    [Fact]
    public void Run_WithRotations_BringsTheGradientsNearerThanWithout()
    {
        double without = MeanCosineOfRun(0), with = MeanCosineOfRun(1);

        Assert.True(with > without + 0.1, $"{with} with rotations, {without} without");
    }

    [Theory]
    [InlineData(0)] // no gradient at all
    [InlineData(1e-35)] // one that has no direction
    public void Run_TaskWithoutGradient_GoesOnWithTheOther(double scale)
    {
        SilentObserver observer = WholeRuns.Run(new RotoGrad(2, 24), _options, on: new TinyProblem(2, task => task == 1 ? scale : 1));

        Assert.All(observer.Steps, step => Assert.Equal([1, 0], step.Weights, Near));
        Assert.Contains(observer.Warnings, text => text.Contains("left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GradientScope.SharedParameters)]
    [InlineData(GradientScope.LastSharedLayer)]
    public void Trainer_AnotherScope_IsRefusedNamingTheRightOne(GradientScope scope)
    {
        using TinyProblem problem = new();

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new Trainer(problem, new RotoGrad(2, 24), _options with { GradientScope = scope }, folder: null, TimeProvider.System));

        Assert.Contains("use Representation.", error.Message, StringComparison.Ordinal);
        Assert.Equal(GradientScope.Representation, TrainingMethodCatalogue.DefaultScope(TrainingMethodCatalogue.Find("rotograd")));
    }

    [Fact]
    public void Run_SelectedModel_HoldsItsRotations()
    {
        using TensorScope scope = new();
        using TemporaryFolder folder = new();
        WholeRuns.Run(new RotoGrad(2, 24), _options, folder.Path);

        using FileStream stream = File.OpenRead(Path.Combine(folder.Path, "checkpoint", "best.safetensors"));
        Dictionary<string, Tensor> tensors = Safetensors.Read(stream).Tensors;

        Assert.Equal([5, 5], tensors["model.rotation1-0"].Shape);
        Assert.True((tensors["model.rotation0-0"] - tensors["model.rotation1-0"]).Abs().Max().Item() > 1e-6);
    }

    [Theory]
    [InlineData("rate=-1")]
    [InlineData("size=0")]
    public void Create_OptionOutOfRange_IsRefused(string option) => Assert.Throws<MethodOptionException>(
        () => TrainingMethodCatalogue.Find("rotograd").Create(new MethodContext(["a", "b"], 10) { Options = MethodOptions.Parse([option]) }));

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;

    private static StepEvidence Step(double[] norms) => new() { Iteration = 1, Losses = new double[norms.Length], GradientNorms = norms };

    private static void Transform(RotoGrad weighting, Tensor[] gradients, int iteration = 1)
    {
        double[] norms = [.. gradients.Select(gradient => gradient.Norm().Item())];
        weighting.Transform(new StepEvidence { Iteration = iteration, Losses = new double[norms.Length], GradientNorms = norms }, new TaskGradients([.. gradients.Select(gradient => new Tensor?[] { gradient })]));
    }

    private static Tensor Columns(Tensor part) => part.Transpose(0, 1).Reshape(part.Size(1), -1);

    // Σₙ ⟨Rᵀ·g̃ₙ, vₙ⟩
    private static double Objective(Tensor rotation, Tensor atHead, Tensor mean) => rotation.Transpose(0, 1).MatMul(Columns(atHead)).Multiply(Columns(mean)).Sum().Item();

    // The gradients at z when those at the heads, Rₖ·z, stay what they are.
    private static Tensor[] Pulled(Tensor[] atHeads, RotatedModel model) => [.. atHeads.Select((gradient, task) =>
        model.Rotations[task][0].Transpose(0, 1).MatMul(Columns(gradient)).Transpose(0, 1).Reshape(gradient.Shape))];

    private static double MeanCosine(Tensor[] gradients) =>
        (Cosine(gradients[0], gradients[1]) + Cosine(gradients[0], gradients[2]) + Cosine(gradients[1], gradients[2])) / 3;

    private static double Cosine(Tensor first, Tensor second) => first.Multiply(second).Sum().Item() / first.Norm().Item() / second.Norm().Item();

    private static double MeanCosineOfRun(double rate)
    {
        using TemporaryFolder folder = new();
        WholeRuns.Run(new RotoGrad(2, 300, rate), _options with { Iterations = 300, LearningRate = 0.003 }, folder.Path);
        using StreamReader trace = File.OpenText(Path.Combine(folder.Path, "trace.jsonl"));
        return Runs.Trace.Read(trace).Records.Average(record => record.Gramian![0, 1] / record.Gramian.Norm(0) / record.Gramian.Norm(1));
    }

    /// <summary>A network that hands its input through.</summary>
    private sealed class Dense : MultiTaskModel
    {
        private readonly int _channels;

        public Dense(int channels = 3) => _channels = channels;

        public override IReadOnlyList<Tensor> SharedParameters => [];

        public override IReadOnlyList<Tensor> LastSharedParameters => [];

        public override IReadOnlyList<Tensor> TaskParameters(int task) => [];

        public override IReadOnlyList<Tensor> Encode(Tensor input)
        {
            Assert.Equal(_channels, input.Size(1));
            return [input];
        }

        public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => representation[0];
    }
}

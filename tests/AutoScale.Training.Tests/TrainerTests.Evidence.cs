using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Torch;
using AutoScale.Training.Steps;

namespace AutoScale.Training.Tests;

/// <content>What a weighting is shown, and what each part of the network is moved by.</content>
public sealed partial class TrainerTests
{
    [Fact]
    public void Run_EvidenceOfTheGramian_MatchesGradientsTakenOneByOne()
    {
        Stub stub = new(Evidence.Gramian, [1, 1]);
        using TinyProblem problem = new();
        TrainingOptions options = Options with { Iterations = 1, LearningRate = 1e-12, BatchSize = 64 };
        using Trainer trainer = new(problem, stub, options, folder: null, TimeProvider.System);

        trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);

        Gramian gramian = stub.LastGramian!;
        Batch batch = problem.Train.Load(new DataOrder(64, 64, options.Seed).At(1), Device.Cpu);
        ulong seed = new SplitMix(options.Seed, (int)RandomUse.Step, 1).NextBits(); // the step's own dropout mask
        double[][] gradients = [.. Enumerable.Range(0, 2).Select(task => FlatGradient(trainer.Model, problem, batch, (task, seed)))];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double expected = gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
                Assert.Equal(expected, gramian[i, j], 1e-5 * Math.Sqrt(gramian[i, i] * gramian[j, j]));
            }
        }
    }

    [Theory]
    [InlineData(GradientScope.LastSharedLayer)]
    [InlineData(GradientScope.Representation)]
    public void Run_EvidenceInANarrowScope_MatchesGradientsTakenOneByOne(GradientScope scope)
    {
        Stub stub = new(Evidence.Gramian, [1, 1]);
        using TinyProblem problem = new(dropout: 0);
        TrainingOptions options = Options with { Iterations = 1, LearningRate = 1e-12, BatchSize = 64, GradientScope = scope };
        using Trainer trainer = new(problem, stub, options, folder: null, TimeProvider.System);

        trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);

        Batch batch = problem.Train.Load(new DataOrder(64, 64, options.Seed).At(1), Device.Cpu);
        double[][] gradients = [.. Enumerable.Range(0, 2).Select(task =>
        {
            IReadOnlyList<Tensor> representation = trainer.Model.Encode(batch.Input);
            Tensor loss = problem.Tasks[task].Loss(trainer.Model.Decode(task, representation), batch.Targets[task]);
            Tensor[] at = scope == GradientScope.Representation ? [.. representation] : [.. trainer.Model.LastSharedParameters];
            return Autograd.Gradients([loss], at).SelectMany(gradient => gradient!.Reshape(-1).ToArray<float>()).Select(value => (double)value).ToArray();
        })];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double expected = gradients[i].Zip(gradients[j], (a, b) => a * b).Sum();
                Gramian found = stub.LastGramian!;
                Assert.Equal(expected, found[i, j], 1e-5 * Math.Sqrt(found[i, i] * found[j, j]));
            }
        }
    }

    [Theory]
    [InlineData(HeadGradient.Weighted, 0.5, 1.5)]
    [InlineData(HeadGradient.Unweighted, 1, 1)]
    public void Run_OneStepOfSgd_MovesEachHeadAlongItsOwnGradient(HeadGradient heads, double first, double second)
    {
        using TinyProblem problem = new(dropout: 0);
        TrainingOptions options = Options with { Iterations = 1, LearningRate = 0.1, BatchSize = 64, Optimizer = OptimizerKind.Sgd, HeadGradient = heads };
        using Trainer trainer = new(problem, new Stub(Evidence.Gramian, [0.5, 1.5]), options, folder: null, TimeProvider.System);
        Batch batch = problem.Train.Load(new DataOrder(64, 64, options.Seed).At(1), Device.Cpu);
        double[] factors = [first, second];
        List<(Tensor Parameter, float[] Expected)> expectations = [];
        for (int task = 0; task < 2; task++)
        {
            Tensor loss = problem.Tasks[task].Loss(trainer.Model.Decode(task, trainer.Model.Encode(batch.Input)), batch.Targets[task]);
            Tensor[] head = [.. trainer.Model.TaskParameters(task)];
            Tensor?[] gradients = Autograd.Gradients([loss], head);
            double factor = factors[task];
            expectations.AddRange(head.Zip(gradients, (parameter, gradient) =>
                (parameter, (parameter.Detach() - (gradient! * (0.1 * factor))).Reshape(-1).ToArray<float>())));
        }

        trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);

        Assert.All(expectations, pair => AssertClose(pair.Expected, pair.Parameter.Detach().Reshape(-1).ToArray<float>(), 1e-6));
    }

    [Theory]
    [InlineData(Evidence.Losses)]
    [InlineData(Evidence.Gramian)]
    public void Run_FiniteLossWithNaNGradient_IsCaughtBeforeTheUpdate(Evidence needs)
    {
        // The root of a loss times zero: the value is 0, the slope is infinite.
        using TinyProblem problem = new(lossOf: (task, loss) => task == 1 ? (loss * 0).Sqrt() : loss);
        using Trainer trainer = new(problem, new Stub(needs, [1, 1]), Options, folder: null, TimeProvider.System);

        TrainingException error = Assert.Throws<TrainingException>(() => trainer.Run(new SilentObserver(), resume: false, CancellationToken.None));

        Assert.Contains("at iteration 1", error.Message, StringComparison.Ordinal);
        Assert.All(trainer.Model.Parameters(), parameter => Assert.True(parameter.IsFinite()));
    }

    [Fact]
    public void Restore_AfterAForwardPassOfNaN_PutsRunningStatisticsBack()
    {
        using BatchNorm2d layer = new(2);
        using BufferGuard guard = new(layer, isNeeded: true);
        layer.Forward(Tensor.Full([1, 2, 2, 2], double.NaN));
        Assert.Contains(layer.NamedBuffers(), buffer => !buffer.Value.IsFinite());

        guard.Restore();

        Assert.All(layer.NamedBuffers(), buffer => Assert.True(buffer.Value.IsFinite()));
    }

    private static double[] FlatGradient(MultiTaskModel model, TinyProblem problem, Batch batch, (int Task, ulong Seed) at)
    {
        Torch.Torch.Seed(at.Seed);
        Tensor loss = problem.Tasks[at.Task].Loss(model.Decode(at.Task, model.Encode(batch.Input)), batch.Targets[at.Task]);
        Tensor?[] gradients = Autograd.Gradients([loss], [.. model.SharedParameters]);
        return [.. gradients.SelectMany(gradient => gradient!.Reshape(-1).ToArray<float>()).Select(value => (double)value)];
    }
}

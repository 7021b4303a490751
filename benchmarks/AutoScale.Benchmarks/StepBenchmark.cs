using System.Diagnostics;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Benchmarks;

/// <summary>Seconds of single updates of a problem's network on one fixed batch, method by method, for a script to compare with a peer's.</summary>
internal static class StepBenchmark
{
    /// <summary>The least that one update with K task gradients can cost: one forward pass, every head back once, the trunk K times, the optimizer.</summary>
    public const string Bound = "bound";

    /// <summary>Times updates.</summary>
    /// <param name="problem">Whose network and data.</param>
    /// <param name="method">A method of the catalogue, or <see cref="Bound"/>.</param>
    /// <param name="count">Updates to time.</param>
    /// <returns>Seconds of each update, shape [count].</returns>
    public static double[] Run(IProblem problem, string method, int count)
    {
        Torch.Torch.Seed(1);
        using MultiTaskModel model = problem.CreateModel();
        Batch batch = problem.Train.Load([.. Enumerable.Range(0, problem.Defaults.BatchSize)], Device.Cpu);
        return method == Bound ? TimeBound(problem, model, batch, count) : TimeMethod(problem, method, count);
    }

    private static double[] TimeMethod(IProblem problem, string method, int count)
    {
        MethodDescriptor descriptor = TrainingMethodCatalogue.Find(method);
        MethodContext context = new([.. problem.Tasks.Select(task => task.Name)], count + 1)
        {
            Options = new MethodOptions(descriptor.Options.Where(option => option.IsRequired).Select(option => KeyValuePair.Create(option.Name, "1"))),
        };
        TrainingOptions options = new()
        {
            Iterations = count,
            BatchSize = problem.Defaults.BatchSize,
            LearningRate = problem.Defaults.LearningRate,
            ValidateEvery = count,
            WeightScale = descriptor.DefaultScale,
            GradientScope = TrainingMethodCatalogue.DefaultScope(descriptor),
        };
        FixedBatch fixedBatch = new(problem);
        using Trainer trainer = new(fixedBatch, descriptor.Create(context), options, folder: null, TimeProvider.System);
        StepWatch watch = new();
        trainer.Run(watch, resume: false, CancellationToken.None);
        return watch.Seconds();
    }

    private static double[] TimeBound(IProblem problem, MultiTaskModel model, Batch batch, int count)
    {
        using Adam adam = new(model.Parameters(), problem.Defaults.LearningRate);
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using (TensorScope scope = new())
            {
                adam.Step(BoundGradients(problem, model, batch));
            }

            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return seconds;
    }

    private static Tensor?[] BoundGradients(IProblem problem, MultiTaskModel model, Batch batch)
    {
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        Tensor[] shared = [.. model.SharedParameters];
        Tensor?[] trunk = [];
        Dictionary<Tensor, Tensor?> found = [];
        Tensor[] losses = [.. problem.Tasks.Select((task, k) => task.Loss(model.Decode(k, representation), batch.Targets[k]))];
        for (int k = 0; k < losses.Length; k++)
        {
            Tensor[] head = [.. model.TaskParameters(k)];
            Tensor?[] gradients = Autograd.Gradients([losses[k]], [.. representation, .. head], retainGraph: true, allowUnused: true);
            for (int i = 0; i < head.Length; i++)
            {
                found[head[i]] = gradients[representation.Count + i];
            }

            int[] used = [.. Enumerable.Range(0, representation.Count).Where(i => gradients[i] is not null)];
            trunk = Autograd.Gradients(
                [.. used.Select(i => representation[i])], shared, [.. used.Select(i => gradients[i])], retainGraph: k < losses.Length - 1, allowUnused: true);
        }

        for (int i = 0; i < shared.Length; i++)
        {
            found[shared[i]] = trunk[i];
        }

        return [.. model.Parameters().Select(parameter => found.GetValueOrDefault(parameter))];
    }

    /// <summary>A problem whose every batch is the same, so that no time goes to data.</summary>
    private sealed class FixedBatch(IProblem problem) : IProblem
    {
        private readonly Split _split = new(problem.Train.Load([.. Enumerable.Range(0, problem.Defaults.BatchSize)], Device.Cpu), problem.Defaults.BatchSize);

        public string Name => problem.Name;

        public string Setting => problem.Setting;

        public IReadOnlyList<LearningTask> Tasks => problem.Tasks;

        public IDataSplit Train => _split;

        public IDataSplit Validation => _split;

        public IDataSplit Test => _split;

        public ProblemDefaults Defaults => problem.Defaults;

        public MultiTaskModel CreateModel() => problem.CreateModel();

        public void Dispose()
        {
        }

        private sealed class Split(Batch batch, int count) : IDataSplit
        {
            public int Count => count;

            public Batch Load(ReadOnlySpan<int> indices, Device device) => batch;
        }
    }

    private sealed class StepWatch : ITrainingObserver
    {
        private readonly List<TimeSpan> _elapsed = [TimeSpan.Zero];

        public double[] Seconds() => [.. _elapsed.Zip(_elapsed.Skip(1), (a, b) => (b - a).TotalSeconds)];

        public void OnStep(in StepReport report) => _elapsed.Add(report.Elapsed);

        public void OnEvaluation(EvaluationReport report)
        {
        }

        public void OnCheckpoint(int iteration)
        {
        }

        public void OnWarning(string text)
        {
        }
    }
}

using AutoScale.Torch;

namespace AutoScale.Training.Tests;

/// <summary>Regression of a few fixed functions of four numbers: small enough to check by hand, real enough to train.</summary>
internal sealed class TinyProblem : IProblem
{
    private readonly int _taskCount;
    private readonly double _dropout;

    public TinyProblem(int taskCount = 2, Func<int, double>? lossScale = null, double dropout = 0.2, Func<int, Tensor, Tensor>? lossOf = null)
    {
        (_taskCount, _dropout) = (taskCount, dropout);
        lossScale ??= task => 1;
        Tasks = [.. Enumerable.Range(0, taskCount).Select(task => new LearningTask(
            $"t{task}",
            (prediction, target) => (lossOf ?? ((_, loss) => loss))(task, Functional.MeanSquaredError(prediction, target).Multiply(lossScale(task))),
            () => [new MeanError()]))];
        Train = new Split(64, taskCount, seed: 1);
        Validation = new Split(16, taskCount, seed: 2);
        Test = new Split(16, taskCount, seed: 3);
    }

    public string Name => "tiny";

    public string Setting => "";

    public IReadOnlyList<LearningTask> Tasks { get; }

    public IDataSplit Train { get; }

    public IDataSplit Validation { get; }

    public IDataSplit Test { get; }

    public ProblemDefaults Defaults { get; } = new() { Iterations = 20, BatchSize = 8, LearningRate = 0.01 };

    /// <summary>Whether the network holds its second layer under two names, as networks with tied weights do.</summary>
    public bool IsTied { get; init; }

    public MultiTaskModel CreateModel() => new Model(_taskCount, _dropout, IsTied);

    public void Dispose()
    {
    }

    internal sealed class Model : MultiTaskModel
    {
        private readonly Linear _first = new(4, 6);
        private readonly Linear _second = new(6, 5);
        private readonly Dropout _dropout;
        private readonly Linear[] _heads;
        private readonly bool _isTied;

        public Model(int taskCount, double dropout, bool isTied)
        {
            _isTied = isTied;
            _dropout = new Dropout(dropout);
            Register("first", _first);
            Register("second", _second);
            if (isTied)
            {
                Register("again", _second);
            }

            Register("dropout", _dropout);
            _heads = [.. Enumerable.Range(0, taskCount).Select(_ => new Linear(5, 1))];
            for (int task = 0; task < taskCount; task++)
            {
                Register($"head{task}", _heads[task]);
            }
        }

        public override IReadOnlyList<Tensor> SharedParameters => [.. _first.Parameters(), .. _second.Parameters(), .. _isTied ? _second.Parameters() : []];

        public override IReadOnlyList<Tensor> LastSharedParameters => _second.Parameters();

        public override IReadOnlyList<Tensor> TaskParameters(int task) => _heads[task].Parameters();

        public override IReadOnlyList<Tensor> Encode(Tensor input) => [_second.Forward(_dropout.Forward(_first.Forward(input).Tanh())).Tanh()];

        public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => _heads[task].Forward(representation[0]);
    }

    internal sealed class Split : IDataSplit
    {
        private readonly float[] _inputs;
        private readonly float[][] _targets;

        public Split(int count, int taskCount, int seed)
        {
            Random random = new(seed);
            Count = count;
            _inputs = [.. Enumerable.Range(0, count * 4).Select(_ => (float)((2 * random.NextDouble()) - 1))];
            _targets = [.. Enumerable.Range(0, taskCount).Select(task => Enumerable.Range(0, count)
                .Select(i => (float)((task + 1) * Math.Sin(_inputs[4 * i] + (task * _inputs[(4 * i) + 1])))).ToArray())];
        }

        public int Count { get; }

        public Batch Load(ReadOnlySpan<int> indices, Device device)
        {
            float[] inputs = new float[indices.Length * 4];
            int count = indices.Length;
            float[][] targets = [.. _targets.Select(_ => new float[count])];
            for (int i = 0; i < indices.Length; i++)
            {
                _inputs.AsSpan(indices[i] * 4, 4).CopyTo(inputs.AsSpan(i * 4));
                for (int task = 0; task < targets.Length; task++)
                {
                    targets[task][i] = _targets[task][indices[i]];
                }
            }

            return new Batch(Tensor.From(inputs, inputs.Length / 4, 4).To(device), [.. targets.Select(values => Tensor.From(values, values.Length, 1).To(device))]);
        }
    }

    private sealed class MeanError : ITaskMetric
    {
        private double _sum;
        private long _count;

        public string Name => "MSE";

        public string Unit => "";

        public bool HigherIsBetter => false;

        public double Value => _sum / _count;

        public void Add(Tensor prediction, Tensor target)
        {
            _sum += Functional.MeanSquaredError(prediction, target).Item() * target.Shape[0];
            _count += target.Shape[0];
        }

        public void Reset() => (_sum, _count) = (0, 0);
    }
}

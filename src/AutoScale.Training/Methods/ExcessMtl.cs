using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>ExcessMTL: weight goes to the tasks that are farthest above the loss they could reach, as their gradients tell.</summary>
/// <remarks>
/// <para>With Sᵢ the sum of all squared gradients of task i so far, coordinate by coordinate, its excess risk is eᵢ = Σ gᵢ²/√(Sᵢ + ε): gᵀH⁻¹g with AdaGrad's diagonal for
/// the Hessian. Relative to its mean bᵢ over the task's first steps, rᵢ = eᵢ/bᵢ: wᵢ ← wᵢ·exp(η·rᵢ)/Σ from wᵢ = 1/K.</para>
/// <para>Kept as logarithms, so no ratio overflows. Squares are added in double precision. With ε = 0 no scale of a task's gradients matters, and 0/0 is 0. A task without a
/// gradient in its first steps has no bᵢ yet: its logarithm waits (<see cref="Guards.NoBaseline"/>). Remembers K·d numbers, and works on parameters only. Not
/// thread-safe.</para>
/// <para>Source: He et al., "Robust Multi-Task Learning with Excess Risks", ICML 2024, arXiv:2402.02009, Equations 6, 7 and 9. Deviation: bᵢ is by default
/// the first step's, where the paper takes three epochs (Appendix C.1).</para>
/// </remarks>
public sealed class ExcessMtl : IWeighting, IStateful, ITransformsGradients, IHoldsTensors
{
    private const double SmallestRoot = 1e-150; // Stands for √0: its square is still a normal number.
    private readonly double _stepSize;
    private readonly int _warmUp;
    private readonly double _epsilon;
    private readonly double[] _logits;
    private readonly double[] _firstSums;
    private readonly double[] _firstCounts;
    private readonly RunningTensors _squares = new("ExcessMTL", "squares");
    private double[] _excess = [];

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="stepSize">η, of the logarithms of the weights. Above 0.</param>
    /// <param name="warmUp">How many of a task's first steps its excess risk is measured relative to. At least 1.</param>
    /// <param name="epsilon">ε, added to the sums of squares, squared gradient units. At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public ExcessMtl(int taskCount, double stepSize = 0.01, int warmUp = 1, double epsilon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUp, 1);
        if (!(stepSize > 0 && double.IsFinite(stepSize)))
        {
            throw new ArgumentOutOfRangeException(nameof(stepSize), stepSize, "Expected a number above 0.");
        }

        if (!(epsilon >= 0 && double.IsFinite(epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Expected a number of at least 0.");
        }

        (_stepSize, _warmUp, _epsilon) = (stepSize, warmUp, epsilon);
        _logits = new double[taskCount];
        _firstSums = new double[taskCount];
        _firstCounts = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "excess-mtl",
        Title = "ExcessMTL",
        Summary = "Weight goes to the tasks farthest above the loss they could reach.",
        Needs = Evidence.GradientNorms,
        IsStateful = true,
        Cost = "K backward passes; O(K·d) and K·d numbers of memory",
        Source = "He et al., ICML 2024, arXiv:2402.02009, Equations 6, 7 and 9",
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options =
        [
            new("step-size", "0.01", "Step size of the logarithms of the weights.", "a number above 0"),
            new("warm-up", "1", "How many first steps a task's excess risk is measured relative to.", "a whole number of at least 1"),
            new("epsilon", "0", "Added to the sums of squared gradients.", "a number of at least 0"),
        ],
        Factory = context => new ExcessMtl(
            context.TaskCount,
            context.Options.Number("step-size", value => value > 0),
            context.Options.WholeNumber("warm-up", value => value >= 1),
            context.Options.Number("epsilon", value => value >= 0)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <inheritdoc/>
    public GradientScope? OnlyScope => GradientScope.SharedParameters;

    /// <summary>Reads the gradients and leaves them as they are.</summary>
    /// <param name="evidence">The step.</param>
    /// <param name="gradients">The gradients.</param>
    /// <exception cref="ArgumentException">There is another number of tasks.</exception>
    public void Transform(in StepEvidence evidence, TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        evidence.RequireOnePerTask(_logits, "ExcessMTL's state");
        using TensorScope step = new();
        List<Tensor> sums = [];
        List<int> tasks = [];
        for (int task = 0; task < gradients.TaskCount; task++)
        {
            for (int part = 0; part < gradients.PartCount; part++)
            {
                if (gradients[task, part] is Tensor gradient)
                {
                    sums.Add(Excess(gradient, _squares.At(task, part, gradient, ScalarType.Float64)!));
                    tasks.Add(task);
                }
            }
        }

        // One transfer for all parts: on a GPU every transfer waits for the device.
        double[] excess = sums.Count == 0 ? [] : Tensor.Stack([.. sums]).To(Device.Cpu).ToArray<double>();
        _excess = new double[gradients.TaskCount];
        for (int i = 0; i < excess.Length; i++)
        {
            _excess[tasks[i]] += excess[i];
        }
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        if (_excess.Length != weights.Length)
        {
            throw new InvalidOperationException($"ExcessMTL needs the gradients at iteration {evidence.Iteration}: call Transform first, then Weigh once.");
        }

        Guards guards = Guards.None;
        for (int task = 0; task < weights.Length; task++)
        {
            if (_firstCounts[task] == _warmUp)
            {
                _logits[task] += _stepSize * (_excess[task] / (_firstSums[task] / _warmUp));
            }
            else if (_excess[task] > 0)
            {
                _firstSums[task] += _excess[task];
                _firstCounts[task]++;
            }
            else
            {
                guards |= Guards.NoBaseline;
            }
        }

        _excess = [];
        double largest = _logits.Max(); // The weights know differences only; without the common part no digits of these get lost.
        for (int task = 0; task < weights.Length; task++)
        {
            _logits[task] -= largest;
        }

        _logits.CopyTo(weights);
        Softmax.Apply(weights);
        return Certificate.Guarded(guards);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState()
        .With("logits", _logits)
        .With("firstSums", _firstSums)
        .With("firstCounts", _firstCounts);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] logits = state.Read("logits", _logits.Length);
        double[] firstSums = state.Read("firstSums", _logits.Length);
        state.Read("firstCounts", _logits.Length).CopyTo(_firstCounts, 0);
        logits.CopyTo(_logits, 0);
        firstSums.CopyTo(_firstSums, 0);
        _excess = [];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Tensors() => _squares.All();

    /// <inheritdoc/>
    public void Load(IReadOnlyDictionary<string, Tensor> tensors) => _squares.Load(tensors);

    /// <inheritdoc/>
    public void Dispose() => _squares.Dispose();

    /// <summary>S ← S + g², then Σ g²/√(S + ε) over one part.</summary>
    private Tensor Excess(Tensor gradient, Tensor squares)
    {
        using TensorScope scope = new();
        Tensor squared = gradient.To(ScalarType.Float64).Square();
        squares.AddInPlace(squared);
        return scope.Keep(squared.Divide(squares.Add(_epsilon).Sqrt().Clamp(minimum: SmallestRoot)).Sum());
    }
}

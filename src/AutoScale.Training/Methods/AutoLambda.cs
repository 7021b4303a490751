using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>Auto-λ: weights that are learned, so that the step they lead to lowers the primary tasks' losses on validation samples.</summary>
/// <remarks>
/// <para>Before each update, with η the learning rate and θ' = θ − η·∇Σ λᵢ·lᵢ(θ) a virtual step on the coming batch, λ descends the validation loss
/// V(θ') = Σ over primary tasks. Its slope is −η·∇lᵢ(θ)·d with d = ∇V(θ'), taken as −η·(lᵢ(θ + ε·d) − lᵢ(θ − ε·d))/(2ε), ε = 0.01/‖d‖: two forward passes instead
/// of K gradients or a second derivative. λ moves by Adam and stays at least 0 (<see cref="Guards.HeldAtBound"/>); a task at 0 comes back when it helps.</para>
/// <para>A look with a loss that is not finite is left out (<see cref="Guards.LookLeftOut"/>); at d = 0 the slope is 0. Not thread-safe.</para>
/// <para>Source: Liu et al., "Auto-Lambda: Disentangling Dynamic Task Relationships", TMLR 2022, arXiv:2202.03091, the one-step update with the finite-difference
/// approximation. Deviations: λ is held at 0 or above; the virtual step is plain gradient descent whatever the run's optimizer, the
/// authors' code adds its momentum and weight decay.</para>
/// </remarks>
public sealed class AutoLambda : IWeighting, IStateful, ILooksAhead
{
    private static readonly AutoLambdaOptions _defaults = new();
    private readonly AutoLambdaOptions _options;
    private readonly LearnedScalars _lambda;
    private readonly double[] _primary;
    private Guards _guards;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public AutoLambda(int taskCount, AutoLambdaOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        _options = options ?? _defaults;
        Require(_options.InitialWeight > 0 && double.IsFinite(_options.InitialWeight), $"InitialWeight is {_options.InitialWeight}: expected a number above 0.");
        Require(_options.Difference > 0 && double.IsFinite(_options.Difference), $"Difference is {_options.Difference}: expected a number above 0.");
        _lambda = new LearnedScalars(taskCount, _options.InitialWeight, new ScalarLearning { LearningRate = _options.LearningRate });
        _primary = new double[taskCount];
        _primary.AsSpan().Fill(_options.PrimaryTasks.Count == 0 ? 1 : 0);
        foreach (int task in _options.PrimaryTasks)
        {
            Require(task >= 0 && task < taskCount, $"PrimaryTasks holds {task}: expected 0 to {taskCount - 1}.");
            _primary[task] = 1;
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "auto-lambda",
        Title = "Auto-λ",
        Summary = "Weights are learned: the step they lead to shall lower the losses on validation samples.",
        Needs = Evidence.Losses,
        IsStateful = true,
        DefaultScale = WeightScale.Raw,
        Cost = "3 backward passes instead of 1 and 5 forward passes, one of each on a validation batch; memory for two more copies of the gradients and one of the parameters",
        Source = "Liu et al., TMLR 2022, arXiv:2202.03091, the one-step update with finite differences",
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included, and so is the virtual step.",
        Options =
        [
            new("learning-rate", MethodOptions.Format(_defaults.LearningRate), "Learning rate of the weights: about how far one moves in a step.", "a number above 0"),
            new("initial-weight", MethodOptions.Format(_defaults.InitialWeight), "Every weight at the start.", "a number above 0"),
            new("primary", "", "The tasks whose validation losses count, with commas; none means all.", "names of tasks"),
            new("difference", MethodOptions.Format(_defaults.Difference), "How far the finite difference moves the parameters, as a length.", "a number above 0"),
        ],
        Factory = context => new AutoLambda(context.TaskCount, new AutoLambdaOptions
        {
            LearningRate = context.Options.Number("learning-rate", value => value > 0),
            InitialWeight = context.Options.Number("initial-weight", value => value > 0),
            PrimaryTasks = Primary(context),
            Difference = context.Options.Number("difference", value => value > 0),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public void LookAhead(StepProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        double[] slopes = Hypergradient(probe);
        if (!Array.TrueForAll(slopes, double.IsFinite))
        {
            _guards = Guards.LookLeftOut;
            return;
        }

        _guards = Guards.None;
        _lambda.Step(slopes);
        foreach (ref double weight in _lambda.Values)
        {
            _guards |= weight < 0 ? Guards.HeldAtBound : Guards.None;
            weight = Math.Max(weight, 0);
        }
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_lambda.Values, "Auto-λ's state");
        _lambda.Values.CopyTo(weights);
        return Certificate.Guarded(_guards);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _lambda.Capture("lambda");

    /// <inheritdoc/>
    public void Restore(WeightingState state) => _lambda.Restore(state, "lambda");

    /// <summary>The slope of the validation loss after the virtual step by each λ, shape [K]; not finite where a loss is not.</summary>
    internal double[] Hypergradient(StepProbe probe)
    {
        Tensor?[] descent = probe.Gradients(ProbeData.Training, _lambda.Values.ToArray(), [], 0);
        Tensor?[] ahead = probe.Gradients(ProbeData.Validation, _primary, descent, -probe.LearningRate);
        double norm = Math.Sqrt(GradientMatrix.Gramian(ahead, 1)[0]);
        double[] slopes = new double[_primary.Length];
        if (norm == 0)
        {
            return slopes;
        }

        double step = _options.Difference / norm;
        double[] forth = probe.Losses(ProbeData.Training, ahead, step), back = probe.Losses(ProbeData.Training, ahead, -step);
        for (int task = 0; task < slopes.Length; task++)
        {
            slopes[task] = -probe.LearningRate * (forth[task] - back[task]) / (2 * step);
        }

        return slopes;
    }

    private static int[] Primary(MethodContext context) =>
    [
        .. context.Options.Text("primary").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name =>
        {
            int task = context.Tasks.ToList().IndexOf(name);
            return task >= 0 ? task : throw new MethodOptionException(
                $"Option 'primary' of method 'auto-lambda' names the task '{name}': expected some of {string.Join(", ", context.Tasks)}.");
        })
    ];

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new ArgumentException(message);
        }
    }
}

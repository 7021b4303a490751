using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>FAMO: weights that let the logarithms of all losses fall at the same rate, learned from the losses before and after each update.</summary>
/// <remarks>
/// <para>With logits ξ, z = softmax ξ and Dᵢ = Lᵢ − bᵢ + ε, the update follows the gradient of c·Σ zᵢ·log Dᵢ, so wᵢ = c·zᵢ/Dᵢ; c = 1/Σ (zᵢ/Dᵢ) makes them sum
/// to 1. After the update δᵢ = log Dᵢ(before) − log Dᵢ(after), and ξ takes one Adam step (β₁ 0.9, β₂ 0.999, ε 1e-8) along zᵢ·(δᵢ − Σ zⱼδⱼ) + γξᵢ:
/// the slowest task gains weight.</para>
/// <para>The look after the update costs one more forward pass. A look that is not finite is left out: the logits stay, and the next certificate says
/// <see cref="Guards.LookLeftOut"/>. A loss below its bound is taken for the bound (<see cref="Guards.LossBelowBound"/>). Not thread-safe.</para>
/// <para>Source: Liu et al., "FAMO: Fast Adaptive Multitask Optimization", NeurIPS 2023, arXiv:2306.03792, Algorithms 1 and 2. Deviation: the authors' code also
/// clips the network's gradient to norm 1; here clipping is the optimizer's business.</para>
/// </remarks>
public sealed class Famo : IWeighting, IStateful, IObservesUpdate
{
    private static readonly FamoOptions _defaults = new();
    private readonly FamoOptions _options;
    private readonly LearnedScalars _logits;
    private readonly double[] _logGapsBefore;
    private readonly double[] _shares;
    private readonly double[] _decreases;
    private Guards _guardsOfLook;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public Famo(int taskCount, FamoOptions? options = null)
    {
        _options = options ?? _defaults;
        _logits = new LearnedScalars(taskCount, 0, new ScalarLearning { LearningRate = _options.LearningRate });
        Check(_options, taskCount);
        _logGapsBefore = new double[taskCount];
        _shares = new double[taskCount];
        _decreases = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "famo",
        Title = "FAMO",
        Summary = "All losses fall at the same relative rate, learned from the losses alone.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass and one more forward pass; O(K)",
        Source = "Liu et al., NeurIPS 2023, arXiv:2306.03792, Algorithms 1 and 2",
        HeadGradientNote = "Weighted: the paper's update is the gradient of one scalar, heads included.",
        Options =
        [
            new("learning-rate", MethodOptions.Format(_defaults.LearningRate), "Learning rate of the task logits.", "a number above 0"),
            new("decay", MethodOptions.Format(_defaults.Decay), "L2 weight decay γ of the task logits.", "a number of at least 0"),
            new("minimum-losses", "0", "Lower bounds of the losses, one for each task, or one for all.", "numbers"),
            new("epsilon", MethodOptions.Format(_defaults.Epsilon), "Added to each loss before the logarithm.", "a number from 1e-100 to 1"),
            new("below-minimum", MethodOptions.Format(_defaults.BelowMinimum), "What to do when a loss is below its bound.", "clamp or throw"),
        ],
        Factory = context => new Famo(context.TaskCount, new FamoOptions
        {
            LearningRate = context.Options.Number("learning-rate", value => value > 0),
            Decay = context.Options.Number("decay", value => value >= 0),
            MinimumLosses = context.Options.Numbers("minimum-losses", context.TaskCount),
            Epsilon = context.Options.Number("epsilon", value => value is >= 1e-100 and <= 1),
            BelowMinimum = context.Options.Choice("below-minimum", DegeneratePolicy.Clamp, DegeneratePolicy.Throw),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public bool WantsLossesAfterUpdate { get; private set; }

    /// <summary>The task logits ξ, dimensionless, shape [K]; all 0 at the start.</summary>
    public ReadOnlySpan<double> Logits => _logits.Values;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_shares, "FAMO's state");
        Guards guards = _guardsOfLook;
        _guardsOfLook = Guards.None;
        for (int task = 0; task < weights.Length; task++)
        {
            double gap = Gap(task, evidence.Losses[task], evidence.Iteration, ref guards);
            _logGapsBefore[task] = Math.Log(gap);
            weights[task] = _logits.Values[task] - _logGapsBefore[task];
        }

        // c·zᵢ/Dᵢ is the softmax of ξᵢ − log Dᵢ, which no scale of the losses can overflow.
        Softmax.Apply(weights);
        WantsLossesAfterUpdate = true;
        return Certificate.Guarded(guards);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="lossesAfterUpdate"/> does not have K elements.</exception>
    /// <exception cref="InvalidOperationException">No step was weighed since the last look.</exception>
    public void Observe(ReadOnlySpan<double> lossesAfterUpdate)
    {
        if (lossesAfterUpdate.Length != _shares.Length)
        {
            throw new ArgumentException(
                $"lossesAfterUpdate needs one element per task: expected {_shares.Length}, got {lossesAfterUpdate.Length}.", nameof(lossesAfterUpdate));
        }

        if (!WantsLossesAfterUpdate)
        {
            throw new InvalidOperationException("FAMO got losses after an update without having weighed the step: call Weigh first, then Observe once.");
        }

        WantsLossesAfterUpdate = false;
        Guards guards = Guards.None;
        for (int task = 0; task < _shares.Length; task++)
        {
            if (!double.IsFinite(lossesAfterUpdate[task]))
            {
                _guardsOfLook = Guards.LookLeftOut;
                return;
            }

            // Throwing here would lose the update that was just made: a loss below its bound is met again, and reported, by the next step.
            double gap = Math.Max(lossesAfterUpdate[task] - MinimumLoss(task), 0) + _options.Epsilon;
            guards |= lossesAfterUpdate[task] < MinimumLoss(task) ? Guards.LossBelowBound : Guards.None;
            _decreases[task] = _logGapsBefore[task] - Math.Log(gap);
        }

        _guardsOfLook = guards;
        StepLogits();
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _logits.Capture("logits")
        .With("logGapsBefore", WantsLossesAfterUpdate ? _logGapsBefore : [])
        .With("guardsOfLook", [(double)_guardsOfLook]);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] logGapsBefore = state.Read("logGapsBefore");
        bool wantsLook = logGapsBefore.Length > 0;
        if (wantsLook)
        {
            logGapsBefore = state.Read("logGapsBefore", _shares.Length);
        }

        double guardsOfLook = state.Read("guardsOfLook", 1)[0];
        _logits.Restore(state, "logits");
        logGapsBefore.CopyTo(_logGapsBefore, 0);
        _guardsOfLook = (Guards)guardsOfLook;
        WantsLossesAfterUpdate = wantsLook;
    }

    private static void Check(FamoOptions options, int taskCount)
    {
        Require(options.Decay >= 0 && double.IsFinite(options.Decay), $"Decay is {options.Decay}: expected a number of at least 0.");
        Require(options.Epsilon is >= 1e-100 and <= 1, $"Epsilon is {options.Epsilon}: expected a number from 1e-100 to 1.");
        Require(
            options.BelowMinimum is DegeneratePolicy.Clamp or DegeneratePolicy.Throw,
            $"BelowMinimum is {options.BelowMinimum}: expected Clamp or Throw.");
        Require(
            options.MinimumLosses.Count == 0 || options.MinimumLosses.Count == taskCount,
            $"MinimumLosses needs one element per task or none: expected {taskCount} or 0, got {options.MinimumLosses.Count}.");
        Require(options.MinimumLosses.All(double.IsFinite), "MinimumLosses holds a number that is not finite: expected a finite lower bound for each loss.");
    }

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new ArgumentException(message);
        }
    }

    private double MinimumLoss(int task) => _options.MinimumLosses.Count == 0 ? 0 : _options.MinimumLosses[task];

    /// <summary>Dᵢ = Lᵢ − bᵢ + ε, at least ε.</summary>
    private double Gap(int task, double loss, int iteration, ref Guards guards)
    {
        double minimum = MinimumLoss(task);
        if (loss < minimum)
        {
            if (_options.BelowMinimum == DegeneratePolicy.Throw)
            {
                throw new DegenerateGradientException(
                    $"The loss of task {task + 1} of {_shares.Length} is {loss} at iteration {iteration}, below its bound {minimum}. Lower the bound in minimum-losses.");
            }

            guards |= Guards.LossBelowBound;
        }

        return Math.Max(loss - minimum, 0) + _options.Epsilon;
    }

    /// <summary>One Adam step along the softmax's Jacobian times the decreases, plus the decay.</summary>
    private void StepLogits()
    {
        Span<double> logits = _logits.Values;
        logits.CopyTo(_shares);
        Softmax.Apply(_shares);
        double mean = 0;
        for (int task = 0; task < logits.Length; task++)
        {
            mean += _shares[task] * _decreases[task];
        }

        Span<double> slopes = _shares;
        for (int task = 0; task < logits.Length; task++)
        {
            slopes[task] = (_shares[task] * (_decreases[task] - mean)) + (_options.Decay * logits[task]);
        }

        _logits.Step(slopes);
    }
}

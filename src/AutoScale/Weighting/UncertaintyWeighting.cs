using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Uncertainty weighting (UW): each loss is divided by a variance that is learned with it.</summary>
/// <remarks>
/// <para>Minimises Σ cᵢ·exp(−sᵢ)·lᵢ + sᵢ/2 over the network and the log-variances s, so wᵢ = cᵢ·exp(−sᵢ) and ∂/∂sᵢ = ½ − wᵢ·lᵢ: at rest wᵢ·lᵢ = ½ for
/// every task. The weights of a step use s before that step's losses; then s takes one step of its own optimizer.</para>
/// <para>Guards. s stays within ±60 (weights from 1e-26 to 1e26 times c): a loss of 0 or less has no variance to rest at and would drive its weight to
/// infinity (<see cref="Guards.ParameterBounded"/>). Not thread-safe.</para>
/// <para>Source: Kendall, Gal and Cipolla, "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics", CVPR 2018,
/// arXiv:1705.07115, Equations 7 and 10. Deviation: s has an optimizer of its own, not the network's.</para>
/// </remarks>
public sealed class UncertaintyWeighting : IWeighting, IStateful
{
    private const double DefaultLossFactor = 0.5;
    private static readonly UncertaintyOptions _defaults = new();
    private readonly LearnedScalars _logVariances;
    private readonly double[] _lossFactors;
    private readonly double[] _slopes;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public UncertaintyWeighting(int taskCount, UncertaintyOptions? options = null)
    {
        options ??= _defaults;
        _logVariances = new LearnedScalars(taskCount, options.InitialLogVariance, options.Learning);
        _lossFactors = options.LossFactors.Count == 0 ? [.. Enumerable.Repeat(DefaultLossFactor, taskCount)] : [.. options.LossFactors];
        _slopes = new double[taskCount];
        if (!IsExponent(options.InitialLogVariance))
        {
            throw new ArgumentException($"InitialLogVariance is {options.InitialLogVariance}: expected a number from -60 to 60.");
        }

        if (_lossFactors.Length != taskCount || !AreFactors(_lossFactors))
        {
            throw new ArgumentException(
                $"LossFactors is [{string.Join(", ", _lossFactors)}]: expected one number above 0 and at most 1000 for each of {taskCount} tasks, or none.");
        }
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "uw",
        Title = "Uncertainty weighting",
        Summary = "Each loss is divided by a variance that is learned with it.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Kendall, Gal and Cipolla, CVPR 2018, arXiv:1705.07115, Equations 7 and 10",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options =
        [
            new("loss-factors", MethodOptions.Format(DefaultLossFactor), "0.5 for a regression loss, 1 for a classification loss; one for each task, or one for all.", "numbers above 0 and at most 1000"),
            new("initial-log-variance", MethodOptions.Format(_defaults.InitialLogVariance), "The log-variances at the start.", "a number from -60 to 60"),
            .. ScalarLearning.Options,
        ],
        Factory = context => new UncertaintyWeighting(context.TaskCount, new UncertaintyOptions
        {
            LossFactors = context.Options.Numbers("loss-factors", context.TaskCount, AreFactors),
            InitialLogVariance = context.Options.Number("initial-log-variance", IsExponent),
            Learning = ScalarLearning.Read(context.Options),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <summary>The log-variances s that the next step's weights follow from, shape [K].</summary>
    public ReadOnlySpan<double> LogVariances => _logVariances.Values;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_slopes, "The log-variances' list");
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = _lossFactors[task] * Math.Exp(-LogVariances[task]);
            _slopes[task] = 0.5 - (weights[task] * evidence.Losses[task]);
        }

        return Certificate.Guarded(_logVariances.Step(_slopes, LearnedScalars.LargestExponent) ? Guards.ParameterBounded : Guards.None);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _logVariances.Capture("logVariances");

    /// <inheritdoc/>
    public void Restore(WeightingState state) => _logVariances.Restore(state, "logVariances");

    private static bool IsExponent(double value) => value is >= -LearnedScalars.LargestExponent and <= LearnedScalars.LargestExponent;

    private static bool AreFactors(double[] factors) => Array.TrueForAll(factors, factor => factor is > 0 and <= 1000);
}

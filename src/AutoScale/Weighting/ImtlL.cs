using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>IMTL-L: learned factors bring all losses to the same size, 1.</summary>
/// <remarks>
/// <para>Minimises Σ exp(sᵢ)·lᵢ − sᵢ over the network and the log-scales s, so wᵢ = exp(sᵢ) and ∂/∂sᵢ = wᵢ·lᵢ − 1: at rest wᵢ·lᵢ = 1 for every task.
/// s starts at 0. The weights of a step use s before that step's losses; then s takes one step of its own optimizer.</para>
/// <para>Guards. s stays within ±60 (weights from 1e-26 to 1e26): a loss of 0 or less cannot be scaled to 1 and would drive its weight to infinity
/// (<see cref="Guards.ParameterBounded"/>). Not thread-safe.</para>
/// <para>Source: Liu et al., "Towards Impartial Multi-task Learning", ICLR 2021, its loss balance. Deviation: s has an optimizer of its own, not the
/// network's.</para>
/// </remarks>
public sealed class ImtlL : IWeighting, IStateful
{
    private readonly LearnedScalars _logScales;
    private readonly double[] _slopes;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="learning">How the log-scales are learned; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public ImtlL(int taskCount, ScalarLearning? learning = null)
    {
        _logScales = new LearnedScalars(taskCount, 0, learning ?? new ScalarLearning());
        _slopes = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "imtl-l",
        Title = "IMTL-L",
        Summary = "Learned factors bring all losses to the same size.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Liu et al., Towards Impartial Multi-task Learning, ICLR 2021, its loss balance",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options = ScalarLearning.Options,
        Factory = context => new ImtlL(context.TaskCount, ScalarLearning.Read(context.Options)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <summary>The log-scales s that the next step's weights follow from, shape [K].</summary>
    public ReadOnlySpan<double> LogScales => _logScales.Values;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_slopes, "The log-scales' list");
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = Math.Exp(LogScales[task]);
            _slopes[task] = (weights[task] * evidence.Losses[task]) - 1;
        }

        return Certificate.Guarded(_logScales.Step(_slopes, LearnedScalars.LargestExponent) ? Guards.ParameterBounded : Guards.None);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _logScales.Capture("logScales");

    /// <inheritdoc/>
    public void Restore(WeightingState state) => _logScales.Restore(state, "logScales");
}

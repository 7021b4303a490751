using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>IMTL: IMTL-L scales the losses, IMTL-G weighs the scaled losses' gradients.</summary>
/// <remarks>
/// <para>wᵢ = αᵢ·exp(sᵢ), where s are <see cref="ImtlL"/>'s log-scales and α, Σ αᵢ = 1, the <see cref="ImtlG"/> weights of the gradients exp(sᵢ)·gᵢ.
/// Unit gradients do not feel a positive factor, so w points where the IMTL-G weights v of the plain gradients point: w = v/Σ vⱼ·exp(−sⱼ). IMTL-L changes the
/// length of the update of the shared parameters, never its direction.</para>
/// <para>The weights of a step use s before that step's losses. The certificate's residual and the policies for zero and negative weights are IMTL-G's. Under
/// <see cref="NegativeWeightPolicy.Keep"/> Σ vⱼ·exp(−sⱼ) can vanish; then the weights are v (<see cref="Guards.Singular"/>). s stays within ±60
/// (<see cref="Guards.ParameterBounded"/>). Not thread-safe.</para>
/// <para>Source: Liu et al., "Towards Impartial Multi-task Learning", ICLR 2021, its two balances together. Deviations: those of the two parts.</para>
/// </remarks>
public sealed class Imtl : IWeighting, IStateful
{
    private const double VanishingFraction = 1e-12;
    private readonly ImtlL _scales;
    private readonly ImtlG _impartial;
    private readonly double[] _factors;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="learning">How IMTL-L's log-scales are learned; null for the defaults.</param>
    /// <param name="guards">IMTL-G's guards; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public Imtl(int taskCount, ScalarLearning? learning = null, ImtlGOptions? guards = null)
    {
        _scales = new ImtlL(taskCount, learning);
        _impartial = new ImtlG(guards);
        _factors = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "imtl",
        Title = "IMTL",
        Summary = "IMTL-L and IMTL-G together: equal losses, and equal projections on all task gradients.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Liu et al., Towards Impartial Multi-task Learning, ICLR 2021, its two balances together",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "LibMTL gives the heads IMTL-L's factors only; here they get the whole weight or none.",
        Options = [.. ScalarLearning.Options, .. ImtlG.Descriptor.Options],
        Factory = context => new Imtl(context.TaskCount, ScalarLearning.Read(context.Options), ImtlGOptions.Read(context.Options)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Certificate certificate = _impartial.Weigh(evidence, weights);
        Guards guards = certificate.Guards | _scales.Weigh(evidence, _factors).Guards;
        double sum = 0;
        double magnitude = 0;
        for (int task = 0; task < weights.Length; task++)
        {
            sum += weights[task] / _factors[task];
            magnitude += Math.Abs(weights[task]) / _factors[task];
        }

        if (Math.Abs(sum) <= VanishingFraction * magnitude)
        {
            return certificate with { Guards = guards | Guards.Singular };
        }

        foreach (ref double weight in weights)
        {
            weight /= sum;
        }

        return certificate with { Guards = guards };
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("imtlL", _scales.Capture()).With("imtlG", _impartial.Capture());

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _scales.Restore(state.Nested("imtlL"));
        _impartial.Restore(state.Nested("imtlG"));
    }
}

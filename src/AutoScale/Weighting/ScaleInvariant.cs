using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Scale-invariant loss: the sum of the logarithms of the losses, so that no loss's unit matters.</summary>
/// <remarks>
/// <para>wᵢ = 1/lᵢ, the derivative of Σ log lᵢ. A loss below <c>minimumLoss</c> is taken for it (<see cref="Guards.LossBelowBound"/>).
/// Stateless and thread-safe.</para>
/// <para>Source: Navon et al., "Multi-Task Learning as a Bargaining Game", ICML 2022, arXiv:2202.01017, Section 6 (baseline "SI").</para>
/// </remarks>
public sealed class ScaleInvariant : IWeighting
{
    private readonly double _minimumLoss;

    /// <summary>Creates the weighting.</summary>
    /// <param name="minimumLoss">The smallest loss to reckon with, in the unit of the losses. From 1e-30 to 1.</param>
    /// <exception cref="ArgumentException"><paramref name="minimumLoss"/> is outside its range.</exception>
    public ScaleInvariant(double minimumLoss = PositiveLoss.DefaultMinimum) => _minimumLoss = PositiveLoss.Checked(minimumLoss);

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "si",
        Title = "Scale-invariant loss",
        Summary = "The sum of the logarithms of the losses: no loss's unit matters.",
        Needs = Evidence.Losses,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Navon et al., ICML 2022, arXiv:2202.01017, Section 6 (baseline SI)",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options = [PositiveLoss.Option],
        Factory = context => new ScaleInvariant(PositiveLoss.Read(context.Options)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        Guards guards = Guards.None;
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = 1 / PositiveLoss.AtLeast(_minimumLoss, evidence.Losses[task], ref guards);
        }

        return Certificate.Guarded(guards);
    }
}

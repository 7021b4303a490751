using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Unitary scalarization: every task loss counts once, wᵢ = 1.</summary>
/// <remarks>
/// <para>The baseline that every method has to beat: one backward pass, no state, no option. Raw weights sum to K.</para>
/// <para>Source: Kurin et al., "In Defense of the Unitary Scalarization for Deep Multi-Task Learning", NeurIPS 2022,
/// arXiv:2201.04122.</para>
/// </remarks>
public sealed class Unitary : IWeighting
{
    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "unitary",
        Title = "Unitary scalarization",
        Summary = "The plain sum of the losses: the baseline.",
        Needs = Evidence.Losses,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Kurin et al., NeurIPS 2022, arXiv:2201.04122",
        HeadGradientNote = "Weighted and unweighted are the same: every weight is 1.",
        Factory = _ => new Unitary(),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        weights.Fill(1);
        return Certificate.Exact;
    }
}

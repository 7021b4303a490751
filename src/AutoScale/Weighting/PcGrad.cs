using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>PCGrad: a gradient that conflicts with another loses the part that points against it.</summary>
/// <remarks>
/// <para>Each gᵢ meets the other gradients in random order; where the inner product with gⱼ is negative, gᵢ ← gᵢ − (gᵢ·gⱼ/‖gⱼ‖²)·gⱼ. The update is the sum of what is left.
/// Every altered gradient is a combination of the task gradients, so its coefficients and the Gramian are enough: O(K³), whatever the number of parameters. Weights are at
/// least 1, and 1 without conflicts. For two tasks wᵢ = 1 + max(0, −cos)·‖gⱼ‖/‖gᵢ‖.</para>
/// <para>With three tasks and more the weights depend on the order, drawn from the seed and the iteration, so reordering the tasks may change the update. Stateless and
/// thread-safe. A closed form: the certificate is always exact. Guards are not needed: a zero gradient conflicts with none and has weight 1.</para>
/// <para>Source: Yu et al., "Gradient Surgery for Multi-Task Learning", NeurIPS 2020, arXiv:2001.06782, Algorithm 1.</para>
/// </remarks>
public sealed class PcGrad : IWeighting
{
    private static readonly GradientSurgery.Alteration _project = Project;
    private readonly ProjectionOrder _order;

    /// <summary>Creates the weighting.</summary>
    /// <param name="seed">The seed of the orders. Any number; default 0.</param>
    public PcGrad(long seed = 0)
        : this(GradientSurgery.RandomOrder(seed))
    {
    }

    internal PcGrad(ProjectionOrder order) => _order = order;

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "pcgrad",
        Title = "PCGrad",
        Summary = "Conflicting gradients are projected onto each other's normal planes, then summed.",
        Needs = Evidence.Gramian,
        IsRandom = true,
        IsPermutationEquivariant = false,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Yu et al., NeurIPS 2020, arXiv:2001.06782, Algorithm 1",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "LibMTL and nash-mtl leave head gradients unweighted.",
        Factory = context => new PcGrad(context.Seed),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("PCGrad");
        gramian.RequireOnePerTask(weights);
        GradientSurgery.Sum(evidence, gramian, _order, _project, weights);
        return Certificate.Exact;
    }

    private static void Project(AlteredGradient gradient, int other, int pair)
    {
        double dot = gradient.Dot(other);
        if (dot < 0)
        {
            gradient.Add(other, -dot);
        }
    }
}

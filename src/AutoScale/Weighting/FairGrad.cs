using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>FairGrad: the update that an α-fair judge would choose, between the largest total decrease of the losses and the largest of the worst one.</summary>
/// <remarks>
/// <para>The update d = Σ aᵢ·gᵢ maximises Σ (gᵢ·d)^(1−α)/(1−α) within a ball, of a radius for which gᵢ·d = aᵢ^(−1/α), which is Ma = a^(−1/α) with the Gramian M: every
/// task's rate of decrease is positive. Small α lean towards the plain sum, α = 1 is Nash-MTL before clipping, large α towards MGDA. The length of the update is
/// part of the method: all gradients c times as long make it c^((1−α)/(1+α)) times as long.</para>
/// <para>The equations are solved by a damped Newton method that always descends. The certificate's residual is the largest difference between the sides of an
/// equation, as a fraction of its terms' magnitudes.</para>
/// <para>Guards. A zero gradient is left out and gets weight 0. Where some combination of the gradients with weights of at least 0 vanishes (opposite
/// gradients, a Pareto-stationary point) the equations have no solution: the weights are then such a combination, of the size they have for
/// orthogonal gradients, with <see cref="Guards.Stationary"/>; the update vanishes. Stateless and thread-safe.</para>
/// <para>Source: Ban and Ji, "Fair Resource Allocation in Multi-Task Learning", ICML 2024, arXiv:2402.15638, Equation 4 and Algorithm 1. Deviations: α from 0.1
/// to 10 only, not down to 0 and without an end; the authors' code multiplies the update by K and clips the network's gradient to norm 1; here both are the learning rate's
/// and the optimizer's business.</para>
/// </remarks>
public sealed class FairGrad : IWeighting
{
    private const double DefaultAlpha = 1;
    private readonly double _alpha;

    /// <summary>Creates the weighting.</summary>
    /// <param name="alpha">α, the fairness. From 0.1 to 10; default 1, as LibMTL's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public FairGrad(double alpha = DefaultAlpha)
    {
        _alpha = IsValid(alpha) ? alpha : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected a number from 0.1 to 10.");
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "fairgrad",
        Title = "FairGrad",
        Summary = "Every loss falls, at rates that are α-fair.",
        Needs = Evidence.Gramian,
        MinimumTaskCount = 2,
        HomogeneityDegree = (1 - DefaultAlpha) / (1 + DefaultAlpha),
        Claims = MethodClaims.NonConflicting | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³) for each of some 5 to 30 Newton steps",
        Source = "Ban and Ji, ICML 2024, arXiv:2402.15638, Equation 4 and Algorithm 1",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Unweighted in the authors' code; LibMTL weighs the heads too.",
        Options = [new("alpha", MethodOptions.Format(DefaultAlpha), "α, from the plain sum (small) over Nash (1) to the worst task alone (large).", "a number from 0.1 to 10")],
        Factory = context => new FairGrad(context.Options.Number("alpha", IsValid)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights) => AlphaFairness.Solve(evidence.RequireGramian("FairGrad"), _alpha, weights);

    private static bool IsValid(double alpha) => alpha is >= 0.1 and <= 10;
}

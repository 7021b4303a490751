using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Geometric loss strategy (GLS): the geometric mean of the losses.</summary>
/// <remarks>
/// <para>wᵢ = (Π lⱼ)^(1/K) / (K·lᵢ), the derivative of (Π lⱼ)^(1/K), computed as exp(mean log l − log lᵢ)/K, which no product can overflow. A loss below
/// <c>minimumLoss</c> is taken for it (<see cref="Guards.LossBelowBound"/>), and a weight above 1e30 lowered to that (<see cref="Guards.WeightCapped"/>).
/// Stateless and thread-safe.</para>
/// <para>Source: Chennupati et al., "MultiNet++: Multi-Stream Feature Aggregation and Geometric Loss Strategy for Multi-Task Learning", CVPR Workshops 2019,
/// arXiv:1904.08492, its geometric loss strategy.</para>
/// </remarks>
public sealed class GeometricLoss : IWeighting
{
    private readonly double _minimumLoss;

    /// <summary>Creates the weighting.</summary>
    /// <param name="minimumLoss">The smallest loss to reckon with, in the unit of the losses. From 1e-30 to 1.</param>
    /// <exception cref="ArgumentException"><paramref name="minimumLoss"/> is outside its range.</exception>
    public GeometricLoss(double minimumLoss = PositiveLoss.DefaultMinimum) => _minimumLoss = PositiveLoss.Checked(minimumLoss);

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "gls",
        Title = "GLS",
        Summary = "The geometric mean of the losses.",
        Needs = Evidence.Losses,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Chennupati et al., CVPR Workshops 2019, arXiv:1904.08492",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options = [PositiveLoss.Option],
        Factory = context => new GeometricLoss(PositiveLoss.Read(context.Options)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        Guards guards = Guards.None;
        double mean = 0;
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = Math.Log(PositiveLoss.AtLeast(_minimumLoss, evidence.Losses[task], ref guards));
            mean += weights[task] / weights.Length;
        }

        foreach (ref double weight in weights)
        {
            weight = Math.Exp(mean - weight) / weights.Length;
        }

        return Certificate.Guarded(guards | WeightCap.Apply(weights));
    }
}

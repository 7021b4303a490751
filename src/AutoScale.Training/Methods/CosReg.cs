using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>Cosine regularisation: the sum of the losses plus a term that drives the task gradients to be orthogonal.</summary>
/// <remarks>
/// <para>The network descends Σ lᵢ + λ·R with R = Σ over i &lt; j of cᵢⱼ², cᵢⱼ = gᵢ·gⱼ/(‖gᵢ‖·‖gⱼ‖). With the unit gradients uᵢ the term's slope is
/// ∂R/∂gᵢ = Σⱼ 2cᵢⱼ·(uⱼ − cᵢⱼ·uᵢ)/‖gᵢ‖ over j ≠ i, which the engine runs back through the gradients to trunk and heads. Weights are 1 each. Tasks push each other
/// neither along nor against: the term punishes agreement as much as conflict.</para>
/// <para>The slope grows as 1/‖gᵢ‖ where a task is nearly learned; that is the term itself. A gradient shorter than 1e-18 or longer than 1e18, beyond which single
/// precision loses the slope, is left out of the term, with the guard <see cref="Guards.LeftOutOfTerm"/>. Stateless and thread-safe.</para>
/// <para>Source: Suteu and Guo, "Regularizing Deep Multi-Task Networks using Orthogonal Gradients", 2019, arXiv:1912.06844, Equations 4 and 5.
/// Deviations: R is the sum over the pairs, their Equation 5 the mean, so that its α is λ·K(K − 1)/2; the gradients are those of the run's gradient scope, theirs those of the
/// encoder's last layer.</para>
/// </remarks>
public sealed class CosReg : IWeighting, IRegularizesGradients
{
    private const double DefaultStrength = 0.1;
    private const double ShortestGradient = 1e-18;
    private const double LongestGradient = 1e18;
    private readonly double _strength;

    /// <summary>Creates the weighting.</summary>
    /// <param name="strength">λ, in the unit of the losses. Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is outside its range.</exception>
    public CosReg(double strength = DefaultStrength)
    {
        if (!(strength >= 0 && double.IsFinite(strength)))
        {
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "Expected a finite number of at least 0.");
        }

        _strength = strength;
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "cosreg",
        Title = "Cosine regularisation",
        Summary = "The plain sum of the losses, plus a term that drives the task gradients to be orthogonal.",
        Needs = Evidence.Gramian,
        Cost = "K backward passes that are recorded, and one second-order pass through all of them: 2.5 to 5 times the time and 2 to 4 times the memory of K plain passes; O(K²·d)",
        Source = "Suteu and Guo, 2019, arXiv:1912.06844, Equations 4 and 5",
        HeadGradientNote = "Weighted and unweighted are the same: every weight is 1. The term moves the heads too, since task gradients depend on them.",
        Options = [new("strength", MethodOptions.Format(DefaultStrength), "λ, the factor of the term.", "a number of at least 0")],
        Factory = context => new CosReg(context.Options.Number("strength", value => value >= 0)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        Gramian gramian = evidence.RequireGramian(nameof(CosReg));
        weights.Fill(1);
        bool isComplete = Enumerable.Range(0, gramian.TaskCount).All(task => HasSlope(gramian.Norm(task)));
        return Certificate.Guarded(isComplete ? Guards.None : Guards.LeftOutOfTerm);
    }

    /// <inheritdoc/>
    public void Regularize(in StepEvidence evidence, Span<double> slope)
    {
        Gramian gramian = evidence.RequireGramian(nameof(CosReg));
        int count = gramian.TaskCount;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                (double first, double second) = (gramian.Norm(i), gramian.Norm(j));
                if (i != j && HasSlope(first) && HasSlope(second))
                {
                    double cosine = gramian[i, j] / first / second;
                    slope[(i * count) + j] = 2 * _strength * cosine / first / second;
                    slope[(i * count) + i] -= 2 * _strength * cosine * cosine / first / first;
                }
            }
        }
    }

    private static bool HasSlope(double norm) => norm is >= ShortestGradient and <= LongestGradient;
}

using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>AvgNorm: every weighted task gradient is as long as the sum of the unweighted ones.</summary>
/// <remarks>
/// <para>wᵢ = S/‖gᵢ‖ with S = ‖Σ gⱼ‖, so the update is S·Σ uᵢ, uᵢ = gᵢ/‖gᵢ‖. For two tasks that is IMTL-G's direction.</para>
/// <para>Guards. A zero gradient gets weight 0 (<see cref="Guards.SkippedTask"/>); if all are zero, every weight is 1 (<see cref="Guards.AllZero"/>). A weight
/// above 1e30 is lowered to that (<see cref="Guards.WeightCapped"/>). Where the gradients cancel, S is 0 and so are the weights: that is the method,
/// not a guard. Stateless and thread-safe.</para>
/// <para>Source: Guo et al., "Revisit the Imbalance Optimization in Multi-task Learning: An Experimental Analysis", Equation 6.</para>
/// </remarks>
public sealed class AvgNorm : IWeighting
{
    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "avgnorm",
        Title = "AvgNorm",
        Summary = "Every weighted task gradient is as long as the sum of the unweighted ones.",
        Needs = Evidence.Gramian,
        HomogeneityDegree = 1,
        Claims = MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K²)",
        Source = "Guo et al., Revisit the Imbalance Optimization in Multi-task Learning, Equation 6",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the weights are those of the losses, heads included.",
        Factory = _ => new AvgNorm(),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("AvgNorm");
        gramian.RequireOnePerTask(weights);

        // Divided by the largest norm first, so that the sum over a Gramian near the largest double cannot overflow.
        double largest = Math.Sqrt(gramian.LargestSquaredNorm);
        double squared = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                squared += gramian[i, j] / largest / largest;
            }
        }

        int skipped = 0;
        double strength = Math.Sqrt(Math.Max(squared, 0));
        for (int task = 0; task < weights.Length; task++)
        {
            bool hasDirection = Cosines.HasDirection(gramian, task);
            weights[task] = hasDirection ? largest / gramian.Norm(task) * strength : 0;
            skipped += hasDirection ? 0 : 1;
        }

        if (skipped == weights.Length)
        {
            weights.Fill(1);
            return Certificate.Guarded(Guards.AllZero);
        }

        return Certificate.Guarded(WeightCap.Apply(weights) | (skipped > 0 ? Guards.SkippedTask : Guards.None));
    }
}

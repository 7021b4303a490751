using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Linear scalarization: weights chosen beforehand and kept for the whole run.</summary>
/// <remarks>
/// <para>What a weight search evaluates, what AutoScale's second phase is, and, with one weight 1 and the others 0, a
/// single-task baseline on a multi-task network. The numbers are handed on as they were given.</para>
/// <para>Source: Xin et al., "Do Current Multi-Task Optimization Methods in Deep Learning Even Help?", NeurIPS 2022,
/// arXiv:2209.11379.</para>
/// </remarks>
public sealed class FixedWeights : IWeighting
{
    private const double Largest = 1e30; // beyond, a float32 gradient overflows
    private readonly double[] _weights;

    /// <summary>Creates the weighting.</summary>
    /// <param name="weights">The weights w, shape [K], each from 0 to 1e30, at least one above 0.</param>
    /// <exception cref="ArgumentException">There is no weight, one is negative, above 1e30 or not a number, or all are 0.</exception>
    public FixedWeights(ReadOnlySpan<double> weights)
    {
        bool anyPositive = false;
        for (int task = 0; task < weights.Length; task++)
        {
            if (!(weights[task] is >= 0 and <= Largest))
            {
                throw new ArgumentException($"weights[{task}] is {weights[task]}: a fixed weight is a number from 0 to 1e30.", nameof(weights));
            }

            anyPositive |= weights[task] > 0;
        }

        if (!anyPositive)
        {
            throw new ArgumentException("weights holds no number above 0: nothing would be trained.", nameof(weights));
        }

        _weights = weights.ToArray();
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "fixed",
        Title = "Linear scalarization",
        Summary = "Fixed weights, given by you or by a search.",
        Needs = Evidence.Losses,
        Cost = "one backward pass; O(K)",
        Source = "Xin et al., NeurIPS 2022, arXiv:2209.11379",
        DefaultScale = WeightScale.Raw,
        IsPermutationEquivariant = false,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling,
        HeadGradientNote = "Weighted: the update is the gradient of the weighted sum, heads included.",
        Options = [new("weights", null, "The loss weights, one for each task in order, or one for all.", "numbers from 0 to 1e30, not all 0")],
        Factory = context => new FixedWeights(context.Options.Numbers("weights", context.TaskCount, AreUsable)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_weights, "The fixed weights' list");
        _weights.CopyTo(weights);
        return Certificate.Exact;
    }

    private static bool AreUsable(double[] weights) => Array.TrueForAll(weights, weight => weight is >= 0 and <= Largest) && Array.Exists(weights, weight => weight > 0);
}

using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Relative training progress: the larger a task's loss is beside that of its single-task network, the more it weighs.</summary>
/// <remarks>
/// <para>wᵢ = K·softmax(m/τ)ᵢ, mᵢ = lᵢ/sᵢ, lᵢ the loss of the step and sᵢ the loss that the task's single-task network reached; they sum to K. A closed form without state: the residual is 0.
/// Thread-safe.</para>
/// <para>Source: Jacob et al., "Online Knowledge Distillation for Multi-Task Learning", WACV 2023, the online task weighting, as AutoScale, Appendix C.3, prints it. Deviation: sᵢ is a number given beforehand, where the paper
/// trains single-task networks beside the multi-task one; no network is distilled.</para>
/// </remarks>
public sealed class RelativeTrainingProgress : IWeighting
{
    private const double Smallest = 1e-100;
    private const double Largest = 1e300;
    private readonly double[] _singleTaskLosses;
    private readonly double _temperature;

    /// <summary>Creates the weighting.</summary>
    /// <param name="singleTaskLosses">s, the losses of the single-task networks, in each loss's own unit, shape [K]. At least 1e-100.</param>
    /// <param name="temperature">τ, dimensionless: small values put all weight on the task furthest behind. At least 1e-100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RelativeTrainingProgress(ReadOnlySpan<double> singleTaskLosses, double temperature = 1)
    {
        foreach (double loss in singleTaskLosses)
        {
            if (!IsUsable(loss))
            {
                throw new ArgumentOutOfRangeException(nameof(singleTaskLosses), loss, "A single-task loss is a number of at least 1e-100.");
            }
        }

        if (!IsUsable(temperature))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature is a number of at least 1e-100.");
        }

        (_singleTaskLosses, _temperature) = (singleTaskLosses.ToArray(), temperature);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "rtp",
        Title = "Relative training progress",
        Summary = "A task weighs by its loss beside the loss of its single-task network.",
        Needs = Evidence.Losses,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Jacob et al., WACV 2023; AutoScale, Appendix C.3",
        HeadGradientNote = "Weighted: the update is the gradient of the weighted sum, heads included.",
        Options =
        [
            new("single-task-losses", null, "The loss that each task's single-task network reached, in order.", "numbers of at least 1e-100"),
            new("temperature", "1", "Small values put all weight on the task furthest behind.", "a number of at least 1e-100"),
        ],
        Factory = context => new RelativeTrainingProgress(
            context.Options.Numbers("single-task-losses", context.TaskCount, values => Array.TrueForAll(values, IsUsable)),
            context.Options.Number("temperature", IsUsable)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_singleTaskLosses, "The list of single-task losses");
        for (int task = 0; task < weights.Length; task++)
        {
            // Kept finite: infinite logits have no softmax, and beyond 1e300 a difference decides as any other does.
            weights[task] = Math.Clamp(evidence.Losses[task] / _singleTaskLosses[task] / _temperature, -Largest, Largest);
        }

        Softmax.Apply(weights);
        foreach (ref double weight in weights)
        {
            weight *= weights.Length;
        }

        return Certificate.Exact;
    }

    private static bool IsUsable(double value) => value >= Smallest && double.IsFinite(value);
}

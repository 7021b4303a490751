using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Random loss weighting (RLW): fresh random weights in every step.</summary>
/// <remarks>
/// <para>w = softmax z with z standard normal, or w uniform over the simplex (Dirichlet(1)), which is softmax z with zᵢ = log(−log uᵢ), u uniform. Raw weights
/// sum to 1. The draws are a function of seed and iteration, so there is no state to save. Stateless and thread-safe.</para>
/// <para>Source: Lin et al., "Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning", TMLR 2022, arXiv:2111.10603,
/// Algorithm 1.</para>
/// </remarks>
public sealed class RandomLossWeighting : IWeighting
{
    private const int Stream = 0x524C57; // "RLW"
    private const double SmallestFraction = 1.0 / (1L << 54); // Below every fraction but 0, so no logarithm is infinite.
    private readonly LogitDraw _draw;

    /// <summary>Creates the weighting.</summary>
    /// <param name="seed">The seed of the draws. Any number.</param>
    /// <param name="distribution">Where the weights come from.</param>
    /// <exception cref="ArgumentException"><paramref name="distribution"/> is not a distribution.</exception>
    public RandomLossWeighting(long seed, LossDistribution distribution = LossDistribution.Normal)
    {
        if (!Enum.IsDefined(distribution))
        {
            throw new ArgumentException($"distribution is {distribution}: expected Normal or Dirichlet.", nameof(distribution));
        }

        _draw = (iteration, logits) =>
        {
            ulong state = SplitMix.Start(seed, Stream, iteration);
            foreach (ref double logit in logits)
            {
                logit = distribution == LossDistribution.Normal ? Normal(ref state) : Math.Log(Exponential(ref state));
            }
        };
    }

    /// <summary>Creates the weighting over given draws.</summary>
    internal RandomLossWeighting(LogitDraw draw) => _draw = draw;

    /// <summary>Writes the logits of an iteration's weights.</summary>
    /// <param name="iteration">The iteration, from 1.</param>
    /// <param name="logits">Receives the logits, shape [K].</param>
    internal delegate void LogitDraw(int iteration, Span<double> logits);

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "rlw",
        Title = "Random loss weighting",
        Summary = "Fresh random weights in every step: what a method has to beat to be worth more than noise.",
        Needs = Evidence.Losses,
        IsRandom = true,
        IsPermutationEquivariant = false,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary,
        Cost = "one backward pass; O(K)",
        Source = "Lin et al., TMLR 2022, arXiv:2111.10603, Algorithm 1",
        HeadGradientNote = "Weighted: the update is the gradient of the weighted sum, heads included.",
        Options = [new("distribution", MethodOptions.Format(LossDistribution.Normal), "Softmax of normal numbers, or uniform over all weights of one sum.", "normal or dirichlet")],
        Factory = context => new RandomLossWeighting(context.Seed, context.Options.Choice<LossDistribution>("distribution")),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        _draw(evidence.Iteration, weights);
        Softmax.Apply(weights);
        return Certificate.Exact;
    }

    /// <summary>Box-Muller: −log u is half the squared radius of two normal numbers, one of which is kept.</summary>
    private static double Normal(ref ulong state) => Math.Sqrt(2 * Exponential(ref state)) * Math.Cos(2 * Math.PI * SplitMix.Fraction(SplitMix.Next(ref state)));

    private static double Exponential(ref ulong state) => -Math.Log(Math.Max(SplitMix.Fraction(SplitMix.Next(ref state)), SmallestFraction));
}

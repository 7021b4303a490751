namespace AutoScale.Weighting.Decorators;

/// <summary>The exponential moving average of the inner weighting's weights.</summary>
/// <remarks>
/// <para>w̄ₜ = β·w̄ₜ₋₁ + (1 − β)·wₜ, w̄₁ = w₁. β = 0 is the inner weighting; β = 0.9 remembers about ten steps. Weights of which only the direction counts are
/// brought to one scale before they are averaged. The certificate's residual is that of the step's own weights, before averaging. Not thread-safe.</para>
/// <para>Source: Zhou et al., "On the Convergence of Stochastic Multi-Objective Gradient Manipulation and Beyond", NeurIPS 2022 (CR-MOGM). It
/// starts at the first weights, as TorchJD does by default.</para>
/// </remarks>
public sealed class ExponentialAverage : Decorator
{
    private readonly double _decay;
    private readonly WeightScale _scale;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting whose weights to average.</param>
    /// <param name="decay">β, the part of the old average that a step keeps. At least 0, below 1.</param>
    /// <param name="scale">The scale in which weights are averaged; <see cref="WeightScale.Raw"/>, the inner weighting's own, unless only their direction counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is outside its range.</exception>
    public ExponentialAverage(IWeighting inner, double decay, WeightScale scale = WeightScale.Raw)
        : base(inner)
    {
        if (decay is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of an average is a number of at least 0 and below 1.");
        }

        (_decay, _scale) = (decay, scale);
    }

    private protected override Guards Change(int iteration, Span<double> weights)
    {
        WeightScaling.Apply(_scale, weights);
        if (Kept.Length == 0)
        {
            Kept = weights.ToArray();
            return Guards.None;
        }

        for (int task = 0; task < weights.Length; task++)
        {
            Kept[task] = (_decay * Kept[task]) + ((1 - _decay) * weights[task]);
        }

        Kept.CopyTo(weights);
        return Guards.None;
    }
}

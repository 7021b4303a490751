namespace AutoScale.Weighting;

/// <summary>Brings the weights of a step to the scale that the run asked for.</summary>
public static class WeightScaling
{
    /// <summary>Multiplies the weights by the one positive number that gives them the wanted sum.</summary>
    /// <remarks>Ratios, and with them the direction of the update, stay as they are. Sums of up to 1e308 and down to 1e-308 are safe.</remarks>
    /// <param name="scale">What the weights shall add up to; <see cref="WeightScale.Raw"/> leaves them alone.</param>
    /// <param name="weights">The weights, dimensionless, shape [K]; scaled in place.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not a scale.</exception>
    /// <exception cref="ArgumentException">A weight is not finite, or the weights do not have a positive sum to be scaled.</exception>
    public static void Apply(WeightScale scale, Span<double> weights)
    {
        double wanted = scale switch
        {
            WeightScale.SumToK => weights.Length,
            WeightScale.SumToOne => 1,
            WeightScale.Raw => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected SumToK, SumToOne or Raw."),
        };
        double largest = LargestMagnitude(weights);
        if (scale == WeightScale.Raw)
        {
            return;
        }

        // Divided by the largest first, so that neither the sum nor the factor can overflow.
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += largest == 0 ? 0 : weight / largest;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException(
                $"The weights [{string.Join(", ", weights.ToArray())}] sum to {sum * largest}: only a positive sum can be scaled. "
                + $"Use the scale {nameof(WeightScale.Raw)}, or a policy that keeps the weights positive.",
                nameof(weights));
        }

        foreach (ref double weight in weights)
        {
            weight = weight / largest / sum * wanted;
        }
    }

    private static double LargestMagnitude(ReadOnlySpan<double> weights)
    {
        double largest = 0;
        for (int task = 0; task < weights.Length; task++)
        {
            if (!double.IsFinite(weights[task]))
            {
                throw new ArgumentException($"weights[{task}] is {weights[task]}: a weight is a finite number.", nameof(weights));
            }

            largest = Math.Max(largest, Math.Abs(weights[task]));
        }

        return largest;
    }
}

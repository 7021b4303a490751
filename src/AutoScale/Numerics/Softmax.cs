namespace AutoScale.Numerics;

/// <summary>softmax: exp(xᵢ)/Σ exp(xⱼ), without overflow.</summary>
public static class Softmax
{
    /// <summary>Replaces logits by their softmax.</summary>
    /// <param name="logits">Finite logits, shape [K], at least one; receives positive numbers (0 where they underflow) of sum 1.</param>
    public static void Apply(Span<double> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double sum = 0;
        foreach (ref double logit in logits)
        {
            logit = Math.Exp(logit - largest);
            sum += logit;
        }

        foreach (ref double share in logits)
        {
            share /= sum;
        }
    }
}

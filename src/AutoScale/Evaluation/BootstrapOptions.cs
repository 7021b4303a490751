namespace AutoScale.Evaluation;

/// <summary>How confidence intervals are drawn.</summary>
public sealed record BootstrapOptions
{
    /// <summary>How often the sample is drawn anew. At least 1. Default 10000.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The fraction of resamples inside the interval, in (0, 1). Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The seed of the draws. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Throws unless every setting is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 1);
        if (Confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "Confidence must be between 0 and 1, both excluded.");
        }
    }
}

namespace AutoScale.Metrics;

/// <summary>The settings that the metrics of Appendix C leave open.</summary>
public sealed record MetricOptions
{
    /// <summary>τ, the window of the windowed losses and of the loss variance, in recorded steps. At least 1. Default 50, as AutoScale's windows.</summary>
    public int Window { get; init; } = 50;

    /// <summary>The focusing exponent of focal weight and achievement, above 0. Default 2.</summary>
    public double Focus { get; init; } = 2;

    /// <summary>The margin m of the achievement, above 0. Default 1.05.</summary>
    public double Margin { get; init; } = 1.05;

    /// <summary>The temperature of the relative training progress, above 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Throws unless every setting is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Window, 1);
        RequirePositive(Focus, nameof(Focus));
        RequirePositive(Margin, nameof(Margin));
        RequirePositive(Temperature, nameof(Temperature));
    }

    private static void RequirePositive(double value, string name)
    {
        if (!double.IsFinite(value) || value <= 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and finite.");
        }
    }
}

namespace AutoScale.Evaluation;

/// <summary>A confidence interval by the bootstrap.</summary>
/// <param name="Low">The lower end; NaN where there is none.</param>
/// <param name="High">The upper end; NaN where there is none.</param>
/// <param name="Undefined">How many resamples had no value, such as the correlation of equal points, and were left out.</param>
public sealed record BootstrapInterval(double Low, double High, int Undefined = 0)
{
    /// <summary>No interval, as of a single number.</summary>
    public static BootstrapInterval None { get; } = new(double.NaN, double.NaN);
}

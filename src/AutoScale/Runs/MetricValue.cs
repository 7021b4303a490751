namespace AutoScale.Runs;

/// <summary>One metric's value.</summary>
/// <param name="Name">Short name, such as "mIoU".</param>
/// <param name="Unit">Unit, empty when dimensionless.</param>
/// <param name="Value">The value; NaN when undefined on this split.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
public sealed record MetricValue(string Name, string Unit, double Value, bool HigherIsBetter);

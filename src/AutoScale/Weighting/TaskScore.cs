namespace AutoScale.Weighting;

/// <summary>How well one task does by its primary metric.</summary>
/// <param name="Value">The metric in its own unit; NaN when undefined.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
public readonly record struct TaskScore(double Value, bool HigherIsBetter);

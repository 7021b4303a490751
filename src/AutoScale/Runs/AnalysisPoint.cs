namespace AutoScale.Runs;

/// <summary>A measure around one iteration of a run.</summary>
/// <param name="Iteration">The middle of the iterations it is the mean of, from 1.</param>
/// <param name="Value">The mean, finite.</param>
public sealed record AnalysisPoint(int Iteration, double Value);

namespace AutoScale.Runs;

/// <summary>How well one task is done on one split.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Loss">Mean unweighted loss over the split's batches.</param>
/// <param name="Metrics">The task's metrics; the first is the primary one.</param>
public sealed record TaskEvaluation(string Task, double Loss, IReadOnlyList<MetricValue> Metrics);

namespace AutoScale.Training;

/// <summary>One task of a problem: its loss and how well it is done.</summary>
/// <param name="Name">Lower-case name, unique in the problem, used in files and on the command line.</param>
/// <param name="Loss">The training loss.</param>
/// <param name="CreateMetrics">Makes fresh metrics for one pass over a split. The first is the primary metric, which selects the model.</param>
public sealed record LearningTask(string Name, TaskLoss Loss, Func<IReadOnlyList<ITaskMetric>> CreateMetrics);

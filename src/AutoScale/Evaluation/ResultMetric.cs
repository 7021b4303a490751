namespace AutoScale.Evaluation;

/// <summary>A column of a results table: one quality measure of one task. A task may have several.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Name">The measure's name, unique in the task.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
public sealed record ResultMetric(string Task, string Name, bool HigherIsBetter)
{
    /// <summary>Task and measure, as "depth/RMSE".</summary>
    public string Label => $"{Task}/{Name}";
}

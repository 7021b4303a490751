using AutoScale.Cli.Progress;
using AutoScale.Runs;

namespace AutoScale.Cli.Output;

/// <summary>Metrics in words.</summary>
internal static class MetricText
{
    /// <summary>One metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>"mIoU = 35.10 %", "RMSE = 0.6912 m".</returns>
    public static string Of(MetricValue metric) =>
        $"{metric.Name} = {Quantity.Number(metric.Value)}{(metric.Unit.Length > 0 ? " " + metric.Unit : string.Empty)}";

    /// <summary>The metric of a task by which models are selected.</summary>
    /// <param name="task">The task's evaluation.</param>
    /// <returns>The metric in words.</returns>
    public static string Primary(TaskEvaluation task) => Of(task.Metrics[0]);

    /// <summary>The other metrics of a task.</summary>
    /// <param name="task">The task's evaluation.</param>
    /// <returns>The metrics separated by commas; empty when there is only the primary one.</returns>
    public static string Others(TaskEvaluation task) => string.Join(", ", task.Metrics.Skip(1).Select(Of));
}

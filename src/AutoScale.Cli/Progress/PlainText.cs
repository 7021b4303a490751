using System.Globalization;
using System.Text;

using AutoScale.Cli.Output;
using AutoScale.Runs;

namespace AutoScale.Cli.Progress;

/// <summary>The progress of a run as plain lines, for logs and pipes.</summary>
internal static class PlainText
{
    /// <summary>One line about where the run is.</summary>
    /// <param name="state">The run.</param>
    /// <returns>"step 120/1000  exploration  14.2 it/s  at most 1 min 02 s left  depth loss 0.6543 weight 0.800 ..."</returns>
    public static string Line(ProgressState state)
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"step {state.Iteration}/{state.TotalIterations}  {state.Phase}  {Quantity.Rate(state.PerSecond)}");
        if (state.Remaining is { } remaining && remaining > TimeSpan.Zero)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {state.RemainingIs}{Quantity.Duration(remaining)} left");
        }

        for (int i = 0; i < state.Tasks.Count; i++)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {state.Tasks[i]} loss {Quantity.Number(state.Losses[i])} weight {Quantity.Number(state.Weights[i])}");
        }

        return line.ToString();
    }

    /// <summary>One line about how well the tasks are done.</summary>
    /// <param name="report">The evaluation.</param>
    /// <returns>"validation at step 100  depth RMSE = 0.6912 m  edges ODS-F = 61.20 %".</returns>
    public static string Line(EvaluationReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Split} at step {report.Iteration}  {string.Join("  ", report.Tasks.Select(task => $"{task.Task} {MetricText.Primary(task)}"))}");
}

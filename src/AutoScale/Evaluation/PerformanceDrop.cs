using MathNet.Numerics.Statistics;

namespace AutoScale.Evaluation;

/// <summary>How much worse a method is than training each task alone: Δm, Δm-pos and their parts. Percent; positive is worse.</summary>
/// <remarks>Source: Maninis et al., 2019, arXiv:1904.08918, for Δm; AutoScale, section 5, for its sign and for Δm-pos, Table 1 for tasks with several metrics.</remarks>
public static class PerformanceDrop
{
    /// <summary>The drop of one metric, 100·(M − B)/|B|, with the opposite sign where higher is better.</summary>
    /// <remarks>The published formula divides by B; |B| is the same for the positive measures it is made for, and keeps the sign right for an R² below 0.</remarks>
    /// <param name="value">M, what the method reached.</param>
    /// <param name="baseline">B, what single-task training reached, not 0.</param>
    /// <param name="higherIsBetter">Whether a larger value is better.</param>
    /// <returns>Percent, positive where M is worse than B.</returns>
    public static double Percent(double value, double baseline, bool higherIsBetter) =>
        (higherIsBetter ? -100 : 100) * ((value - baseline) / Math.Abs(baseline));

    /// <summary>The drop of every task: the mean over its metrics.</summary>
    /// <param name="table">The table.</param>
    /// <param name="run">A run of it.</param>
    /// <returns>Percent, in the order of <see cref="ResultTable.Tasks"/>.</returns>
    public static double[] OfTasks(ResultTable table, ResultRun run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        double[] drops = OfMetrics(table, run);
        return [.. table.Tasks.Select(task => drops.Where((_, column) => table.Metrics[column].Task == task).Mean())];
    }

    /// <summary>The drop of every metric.</summary>
    /// <param name="table">The table.</param>
    /// <param name="run">A run of it.</param>
    /// <returns>Percent, in the order of <see cref="ResultTable.Metrics"/>.</returns>
    public static double[] OfMetrics(ResultTable table, ResultRun run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        ResultRun baseline = table.BaselineRun(run.Seed);
        return [.. table.Metrics.Select((metric, column) => Percent(run.Values[column], baseline.Values[column], metric.HigherIsBetter))];
    }

    /// <summary>Δm: the mean drop over the tasks.</summary>
    /// <param name="taskDrops">The drop of every task, percent.</param>
    /// <returns>Percent; negative where multi-task training is better on the whole.</returns>
    public static double DeltaM(double[] taskDrops) => ArrayStatistics.Mean(taskDrops);

    /// <summary>Δm-pos: the sum of the drops of those tasks that are worse.</summary>
    /// <param name="taskDrops">The drop of every task, percent.</param>
    /// <returns>Percent, at least 0; 0 where no task is worse than trained alone.</returns>
    public static double DeltaMPos(double[] taskDrops)
    {
        ArgumentNullException.ThrowIfNull(taskDrops);
        return taskDrops.Sum(drop => Math.Max(drop, 0));
    }
}

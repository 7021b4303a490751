using AutoScale.Metrics;

namespace AutoScale.Reporting;

/// <summary>How the page names and draws the metrics of multi-task training.</summary>
internal static class MetricText
{
    /// <summary>A family's name, which the page's script knows too.</summary>
    /// <param name="family">The family.</param>
    /// <returns>Its name.</returns>
    public static string Family(MetricFamily family) => family switch
    {
        MetricFamily.GradientDominance => "Gradient dominance",
        MetricFamily.GradientConflict => "Gradient conflict",
        MetricFamily.ConvergenceSpeed => "Convergence speed",
        MetricFamily.LossScale => "Loss scale",
        MetricFamily.TrainingStability => "Training stability",
        _ => family.ToString(),
    };

    /// <summary>Whether a metric is read on a logarithmic axis: it can be any number of times its least value.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsLog(MetricDescriptor metric) => metric.Name == "condition-number";

    /// <summary>Whether a metric's values have both ends bounded, so that a mean over steps means something.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Whether they have.</returns>
    public static bool IsBounded(MetricDescriptor metric) => metric.Range.Contains('[', StringComparison.Ordinal);
}

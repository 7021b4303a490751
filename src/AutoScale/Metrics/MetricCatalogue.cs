using AutoScale.Weighting;

namespace AutoScale.Metrics;

/// <summary>Every metric by name, so that reports and studies can run over all of them.</summary>
public static partial class MetricCatalogue
{
    /// <summary>The metrics: of gradients, of losses, of progress.</summary>
    public static IReadOnlyList<MetricDescriptor> All { get; } = [.. GradientMetrics(), .. LossMetrics(), .. ProgressMetrics()];

    /// <summary>Finds a metric.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="MethodOptionException">There is none of that name; the message has the nearest one.</exception>
    public static MetricDescriptor Find(string name) =>
        All.FirstOrDefault(metric => metric.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new MethodOptionException(
            $"Unknown metric '{name}'{NameSuggestion.For(name, All.Select(metric => metric.Name))}; valid are {string.Join(", ", All.Select(metric => metric.Name))}.");
}

using System.Text.Json.Nodes;

using AutoScale.Metrics;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>One metric in one form, as one number for each step.</summary>
/// <param name="Metric">The metric's name in <see cref="MetricCatalogue"/>.</param>
/// <param name="IsWeighted">Whether it is measured on the weighted losses and gradients, as the paper's figures; otherwise on the raw ones.</param>
public sealed record AnalysisMeasure(string Metric, bool IsWeighted)
{
    /// <summary>The measures that, after AutoScale, Section 3.2 and Figure 3, go together with Δm: gradient magnitude similarity, condition number and the spread of the relative loss scale.</summary>
    public static IReadOnlyList<AnalysisMeasure> Claimed { get; } =
        [new("gradient-magnitude-similarity", true), new("condition-number", true), new("relative-loss-scale", true)];

    /// <summary>What tables call it: "condition-number, weighted".</summary>
    public string Label => IsWeighted ? Metric + ", weighted" : Metric;

    /// <summary>The metric: its title, range, family and which values are good. Each step is one number by <see cref="MetricDescriptor.Summarise"/>.</summary>
    public MetricDescriptor Descriptor => MetricCatalogue.Find(Metric);

    /// <summary>The sign that its correlation with Δm has if what is said to be good is good: −1, 1, or 0 where nothing is said.</summary>
    public int ExpectedSign => Descriptor.Good switch
    {
        MetricDirection.Higher => -1,
        MetricDirection.Lower or MetricDirection.Equal => 1, // Equal values have a small standard deviation.
        _ => 0,
    };

    internal JsonObject ToJson() => new()
    {
        ["metric"] = Metric,
        ["weighted"] = IsWeighted,
        ["title"] = Descriptor.Title,
        ["range"] = Descriptor.Range,
        ["good"] = MethodOptions.Format(Descriptor.Good),
        ["summary"] = Descriptor.Good == MetricDirection.Equal ? "standard-deviation" : "mean",
    };

    internal static AnalysisMeasure Parse(JsonNode json)
    {
        AnalysisMeasure measure = new((string)json["metric"]!, (bool)json["weighted"]!);
        return MetricCatalogue.All.Any(metric => metric.Name == measure.Metric) ? measure : throw new FormatException($"Unknown metric '{measure.Metric}'.");
    }
}

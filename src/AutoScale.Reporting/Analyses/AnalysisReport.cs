using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Evaluation;
using AutoScale.Metrics;
using AutoScale.Reporting.Data;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Analyses;

/// <summary>The report of an analysis: which metrics of training go together with Δm over many fixed weight vectors, and where AutoScale falls among them.</summary>
internal static class AnalysisReport
{
    /// <summary>Gathers the report.</summary>
    /// <param name="record">What analysis.json holds.</param>
    /// <param name="path">The study's folder.</param>
    /// <returns>The page.</returns>
    public static ReportPage Of(AnalysisRecord record, string path)
    {
        StudyHeading heading = new(record.Problem, record.Setting, record.Seeds, record.Iterations, record.Batch);
        string title = $"{heading.Name}: {Wording.Count(record.Vectors.Count, "weight vector")} analysed";
        JsonObject data = new()
        {
            ["kind"] = "analysis",
            ["title"] = title,
            ["heading"] = heading.ToJson(path, Facts(record)),
            ["tasks"] = PageNumber.Texts(record.Tasks),
            ["measures"] = new JsonArray([.. record.Measures.Select(Measure)]),
            ["correlations"] = new JsonArray([.. record.Correlations.Select(correlation => Correlation(record, correlation))]),
            ["vectors"] = new JsonArray([.. record.Vectors.OrderBy(vector => vector.DeltaM).Select(Entry)]),
            ["autoscale"] = record.AutoScale is { } run ? Entry(run) : null,
            ["autoscaleFixed"] = record.AutoScaleFixed is { } vector ? Entry(vector) : null,
            ["uncorrelated"] = record.Uncorrelated,
            ["failures"] = PageParts.Failures(record.Failures),
            ["versions"] = PageParts.Pairs(PageParts.Versions(record.Platform)),
        };
        return new ReportPage(title, data);
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(AnalysisRecord record) =>
    [
        new("weight vectors", record.Vectors.Count.ToString(CultureInfo.InvariantCulture)),
        new("gradients every", Wording.Count(record.ProbeEvery, "step")),
    ];

    private static JsonObject Measure(AnalysisMeasure measure) => new()
    {
        ["label"] = Label(measure),
        ["family"] = MetricText.Family(measure.Descriptor.Family),
        ["range"] = measure.Descriptor.Range,
        ["isSpread"] = measure.Descriptor.Good == MetricDirection.Equal,
        ["good"] = MethodOptions.Format(measure.Descriptor.Good),
        ["isLog"] = MetricText.IsLog(measure.Descriptor),
    };

    private static string Label(AnalysisMeasure measure) => measure.IsWeighted ? $"{measure.Descriptor.Title}, weighted" : measure.Descriptor.Title;

    private static JsonObject Correlation(AnalysisRecord record, AnalysisCorrelation correlation) => new()
    {
        ["measure"] = record.Measures.TakeWhile(measure => measure != correlation.Measure).Count(),
        ["count"] = correlation.Count,
        ["expectedSign"] = correlation.Measure.ExpectedSign,
        ["clearSign"] = correlation.ClearSign,
        ["spearman"] = Coefficient(correlation.Spearman),
        ["pearson"] = Coefficient(correlation.Pearson),
    };

    private static JsonObject Coefficient(CorrelationResult result) => new()
    {
        ["value"] = PageNumber.Of(result.Coefficient),
        ["p"] = PageNumber.Of(result.PValue),
        ["low"] = PageNumber.Of(result.Interval.Low),
        ["high"] = PageNumber.Of(result.Interval.High),
    };

    private static JsonObject Entry(AnalysisEntry entry) => new()
    {
        ["label"] = entry.Label,
        ["weights"] = PageNumber.Array(entry.Weights),
        ["deltaM"] = PageNumber.Of(entry.DeltaM),
        ["drops"] = PageNumber.Array(entry.TaskDrops),
        ["means"] = PageNumber.Array(entry.Series.Select(series => series.Mean)),
        ["courses"] = new JsonArray([.. entry.Series.Select(series => PageNumber.Rows(
        [
            series.Points.Select(point => (double)point.Iteration), series.Points.Select(point => point.Value),
        ]))]),
    };
}

using System.Text.Json.Nodes;

using AutoScale.Evaluation;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>How a measure goes together with Δm over the weight vectors.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Spearman">The correlation of ranks.</param>
/// <param name="Pearson">The correlation of values.</param>
public sealed record AnalysisCorrelation(AnalysisMeasure Measure, CorrelationResult Spearman, CorrelationResult Pearson)
{
    /// <summary>How many weight vectors it is over: those for which the measure has a value.</summary>
    public int Count => Spearman.Count;

    /// <summary>Whether the interval of the rank correlation lies wholly on one side of 0: −1 below, 1 above, 0 when it holds 0 or there is none.</summary>
    public int ClearSign => Spearman.Interval.High < 0 ? -1 : Spearman.Interval.Low > 0 ? 1 : 0;

    internal JsonObject ToJson() => new()
    {
        ["metric"] = Measure.Metric,
        ["weighted"] = Measure.IsWeighted,
        ["count"] = Count,
        ["expectedSign"] = Measure.ExpectedSign,
        ["spearman"] = ToJson(Spearman),
        ["pearson"] = ToJson(Pearson),
    };

    internal static AnalysisCorrelation Parse(JsonNode json)
    {
        int count = (int)json["count"]!;
        return new AnalysisCorrelation(AnalysisMeasure.Parse(json), Parse(json["spearman"]!, count), Parse(json["pearson"]!, count));
    }

    private static JsonObject ToJson(CorrelationResult result) => new()
    {
        ["coefficient"] = RecordJson.Number(result.Coefficient),
        ["p"] = RecordJson.Number(result.PValue),
        ["pKind"] = MethodOptions.Format(result.PValueKind),
        ["low"] = RecordJson.Number(result.Interval.Low),
        ["high"] = RecordJson.Number(result.Interval.High),
        ["undefinedDraws"] = result.Interval.Undefined,
    };

    private static CorrelationResult Parse(JsonNode json, int count) => new(
        count,
        RecordJson.Value(json["coefficient"]),
        RecordJson.Value(json["p"]),
        Enum.GetValues<PValueKind>().Single(kind => MethodOptions.Format(kind) == (string)json["pKind"]!),
        new BootstrapInterval(RecordJson.Value(json["low"]), RecordJson.Value(json["high"]), (int)json["undefinedDraws"]!));
}

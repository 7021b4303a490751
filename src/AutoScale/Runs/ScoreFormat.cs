using System.Text.Json.Nodes;

using AutoScale.Evaluation;

namespace AutoScale.Runs;

/// <summary>The score of a method as JSON and back.</summary>
internal static class ScoreFormat
{
    public static JsonObject ToJson(MethodScore score) => new()
    {
        ["metrics"] = new JsonArray([.. score.Metrics.Select(ToJson)]),
        ["taskDrops"] = new JsonArray([.. score.TaskDrops.Select(ToJson)]),
        ["deltaM"] = ToJson(score.DeltaM),
        ["deltaMPos"] = ToJson(score.DeltaMPos),
        ["meanRank"] = ToJson(score.MeanRank),
    };

    public static MethodScore Parse(string method, JsonNode json) => new()
    {
        Method = method,
        Metrics = [.. json["metrics"]!.AsArray().Select(metric => Statistic(metric!))],
        TaskDrops = [.. json["taskDrops"]!.AsArray().Select(drop => Statistic(drop!))],
        DeltaM = Statistic(json["deltaM"]!),
        DeltaMPos = Statistic(json["deltaMPos"]!),
        MeanRank = Statistic(json["meanRank"]!),
    };

    private static JsonObject ToJson(SeedStatistic statistic) => new()
    {
        ["count"] = statistic.Count,
        ["mean"] = RecordJson.Number(statistic.Mean),
        ["standardDeviation"] = RecordJson.Number(statistic.StandardDeviation),
        ["low"] = RecordJson.Number(statistic.Interval.Low),
        ["high"] = RecordJson.Number(statistic.Interval.High),
    };

    private static SeedStatistic Statistic(JsonNode json) => new(
        (int)json["count"]!,
        RecordJson.Value(json["mean"]),
        RecordJson.Value(json["standardDeviation"]),
        new BootstrapInterval(RecordJson.Value(json["low"]), RecordJson.Value(json["high"])));
}

using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>A measure over the training of one weight vector, all its seeds together.</summary>
/// <param name="Mean">Its mean over the steps that have a value, first within each seed; NaN where no step has one.</param>
/// <param name="Steps">How many steps entered the mean, over all seeds.</param>
/// <param name="Undefined">How many steps were measured and left out, because the value is undefined or infinite.</param>
/// <param name="Points">The course of it: at most <see cref="MostPoints"/> means of neighbouring iterations, ascending; stretches without a value are left out.</param>
public sealed record AnalysisSeries(double Mean, int Steps, int Undefined, IReadOnlyList<AnalysisPoint> Points)
{
    /// <summary>The most points that the course of a measure is kept as.</summary>
    public const int MostPoints = 60;

    internal JsonObject ToJson() => new()
    {
        ["mean"] = RecordJson.Number(Mean),
        ["steps"] = Steps,
        ["undefined"] = Undefined,
        ["iterations"] = new JsonArray([.. Points.Select(point => (JsonNode)point.Iteration)]),
        ["values"] = RecordJson.Numbers(Points.Select(point => point.Value)),
    };

    internal static AnalysisSeries Parse(JsonNode json) => new(
        RecordJson.Value(json["mean"]),
        (int)json["steps"]!,
        (int)json["undefined"]!,
        [.. json["iterations"]!.AsArray().Zip(RecordJson.Values(json["values"]!), (iteration, value) => new AnalysisPoint((int)iteration!, value))]);
}

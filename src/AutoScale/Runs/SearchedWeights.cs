using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>One of the fixed weight vectors that a comparison tried.</summary>
/// <param name="Weights">The weights, shape [K], summing to K.</param>
/// <param name="Folder">The run's folder, relative to the comparison's.</param>
/// <param name="ValidationScore">What the best was chosen by: the selected model's score on validation, larger is better; NaN for a failed run.</param>
public sealed record SearchedWeights(IReadOnlyList<double> Weights, string Folder, double ValidationScore)
{
    internal JsonObject ToJson(IReadOnlyList<string> tasks) =>
        new() { ["weights"] = RecordJson.PerTask(tasks, [.. Weights]), ["folder"] = Folder, ["validationScore"] = RecordJson.Number(ValidationScore) };

    internal static SearchedWeights Parse(JsonNode json) => new(
        [.. json["weights"]!.AsObject().Select(weight => RecordJson.Value(weight.Value))], (string)json["folder"]!, RecordJson.Value(json["validationScore"]));
}

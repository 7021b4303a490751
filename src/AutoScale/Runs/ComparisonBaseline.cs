using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>One task trained alone, with one seed.</summary>
/// <param name="Task">The task.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder, relative to the comparison's.</param>
/// <param name="Values">What the selected model reached on the test split, for each metric of this task in the comparison's order.</param>
public sealed record ComparisonBaseline(string Task, int Seed, string Folder, IReadOnlyList<double> Values)
{
    internal JsonObject ToJson() => new() { ["task"] = Task, ["seed"] = Seed, ["folder"] = Folder, ["values"] = RecordJson.Numbers(Values) };

    internal static ComparisonBaseline Parse(JsonNode json) =>
        new((string)json["task"]!, (int)json["seed"]!, (string)json["folder"]!, RecordJson.Values(json["values"]!));
}

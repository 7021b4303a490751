using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>A run of a study that gave no results.</summary>
/// <param name="Label">What tables would call it.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Folder">The run's folder, relative to the study's.</param>
/// <param name="Error">Why, in one sentence.</param>
public sealed record FailedRun(string Label, int Seed, string Folder, string Error)
{
    internal JsonObject ToJson() => new() { ["label"] = Label, ["seed"] = Seed, ["folder"] = Folder, ["error"] = Error };

    internal static FailedRun Parse(JsonNode json) => new((string)json["label"]!, (int)json["seed"]!, (string)json["folder"]!, (string)json["error"]!);
}

using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>One quality measure of one task in a comparison.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Name">Short name, unique in the task, such as "mIoU".</param>
/// <param name="Unit">Unit, empty when dimensionless.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
public sealed record ComparisonMetric(string Task, string Name, string Unit, bool HigherIsBetter)
{
    internal JsonObject ToJson() => new() { ["task"] = Task, ["name"] = Name, ["unit"] = Unit, ["higherIsBetter"] = HigherIsBetter };

    internal static ComparisonMetric Parse(JsonNode json) =>
        new((string)json["task"]!, (string)json["name"]!, (string)json["unit"]!, (bool)json["higherIsBetter"]!);
}

using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;

namespace AutoScale.Reporting;

/// <summary>What stands at the top of a study's report.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Setting">Its setting; empty when it has only one.</param>
/// <param name="Seeds">The seeds of the runs.</param>
/// <param name="Iterations">Training steps of every run.</param>
/// <param name="Batch">Samples of a step.</param>
internal sealed record StudyHeading(string Problem, string Setting, IReadOnlyList<int> Seeds, int Iterations, int Batch)
{
    /// <summary>Problem and setting.</summary>
    public string Name => Setting.Length > 0 ? $"{Problem} {Setting}" : Problem;

    /// <summary>The heading for the page.</summary>
    /// <param name="path">The study's folder.</param>
    /// <param name="more">Further facts.</param>
    /// <returns>Name, place and facts.</returns>
    public JsonObject ToJson(string path, params IEnumerable<KeyValuePair<string, string>> more) => new()
    {
        ["problem"] = Name,
        ["path"] = path,
        ["facts"] = PageParts.Pairs(
        [
            new("steps", Iterations.ToString(CultureInfo.InvariantCulture)),
            new("batch", Batch.ToString(CultureInfo.InvariantCulture)),
            new(Seeds.Count == 1 ? "seed" : "seeds", string.Join(", ", Seeds)),
            .. more,
        ]),
    };
}

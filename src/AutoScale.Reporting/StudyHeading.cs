using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;

namespace AutoScale.Reporting;

/// <summary>What the reports of all studies have at top and bottom.</summary>
internal static class StudyHeading
{
    /// <summary>The problem as people name it.</summary>
    /// <param name="problem">Its name.</param>
    /// <param name="setting">Its setting; may be empty.</param>
    /// <returns>Both.</returns>
    public static string Problem(string problem, string setting) => setting.Length > 0 ? $"{problem} {setting}" : problem;

    /// <summary>What was trained.</summary>
    /// <param name="study">Problem, setting, seeds, steps and batch of every run.</param>
    /// <param name="path">The study's folder.</param>
    /// <param name="more">Further facts.</param>
    /// <returns>Name and facts.</returns>
    public static JsonObject Of((string Problem, string Setting, IReadOnlyList<int> Seeds, int Iterations, int Batch) study, string path, params IEnumerable<KeyValuePair<string, string>> more) => new()
    {
        ["problem"] = Problem(study.Problem, study.Setting),
        ["path"] = path,
        ["facts"] = Pairs(
        [
            new("steps", study.Iterations.ToString(CultureInfo.InvariantCulture)),
            new("batch", study.Batch.ToString(CultureInfo.InvariantCulture)),
            new(study.Seeds.Count == 1 ? "seed" : "seeds", string.Join(", ", study.Seeds)),
            .. more,
        ]),
    };

    /// <summary>Versions of what gathered the results.</summary>
    /// <param name="platform">The platform.</param>
    /// <returns>Names and versions.</returns>
    public static JsonArray Versions(RunPlatform platform) => Pairs(
    [
        new("AutoScale", platform.AutoScale),
        new("runtime", platform.Runtime),
        new("engine", $"libtorch {platform.Engine}"),
        new("system", platform.System),
        new("processor", $"{platform.Architecture}, {Wording.Count(platform.Processors, "logical core")}"),
    ]);

    /// <summary>The runs that failed.</summary>
    /// <param name="failures">The runs.</param>
    /// <returns>Label, seed and reason of each.</returns>
    public static JsonArray Failures(IEnumerable<FailedRun> failures) =>
        [.. failures.Select(run => new JsonObject { ["label"] = run.Label, ["seed"] = run.Seed, ["error"] = run.Error })];

    /// <summary>Names and values for the page.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>An array of two texts for each.</returns>
    public static JsonArray Pairs(IEnumerable<KeyValuePair<string, string>> pairs) => [.. pairs.Select(pair => PageNumber.Texts([pair.Key, pair.Value]))];
}

using System.Text.Json.Nodes;

using AutoScale.Runs;

namespace AutoScale.Reporting.Data;

/// <summary>What several reports show alike.</summary>
internal static class PageParts
{
    /// <summary>Names and values side by side.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>An array of two texts for each.</returns>
    public static JsonArray Pairs(IEnumerable<KeyValuePair<string, string>> pairs) => [.. pairs.Select(pair => PageNumber.Texts([pair.Key, pair.Value]))];

    /// <summary>Versions of everything that shapes a result.</summary>
    /// <param name="platform">The platform.</param>
    /// <returns>Names and versions.</returns>
    public static IEnumerable<KeyValuePair<string, string>> Versions(RunPlatform platform) =>
    [
        new("AutoScale", platform.AutoScale),
        new("runtime", platform.Runtime),
        new("engine", $"libtorch {platform.Engine}"),
        new("system", platform.System),
        new("processor", $"{platform.Architecture}, {Wording.Count(platform.Processors, "logical core")}"),
    ];

    /// <summary>The runs of a study that failed.</summary>
    /// <param name="failures">The runs.</param>
    /// <returns>Label, seed and reason of each.</returns>
    public static JsonArray Failures(IEnumerable<FailedRun> failures) =>
        [.. failures.Select(run => new JsonObject { ["label"] = run.Label, ["seed"] = run.Seed, ["error"] = run.Error })];
}

using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>The recorded runs of stateful methods, and how each method of the file is created here. A new method is one line in <see cref="_methods"/>.</summary>
internal static class ReferenceTrajectories
{
    private static readonly Dictionary<string, (string Name, Func<JsonElement, Dictionary<string, string>> Options)> _methods = new()
    {
        ["FAMO"] = ("famo", settings => new()
        {
            ["learning-rate"] = Text(settings.GetProperty("lr")),
            ["decay"] = Text(settings.GetProperty("gamma")),
            ["epsilon"] = Text(settings.GetProperty("eps")),
            ["minimum-losses"] = Text(settings.GetProperty("minLosses")),
        }),
        ["UW"] = ("uw", settings => new()
        {
            ["loss-factors"] = settings.GetProperty("form").GetString() == "exp(-s) L + s/2" ? "1" : "0.5",
            ["initial-log-variance"] = Text(settings.GetProperty("init")),
            ["optimizer"] = settings.GetProperty("optimizer").GetString()!,
            ["learning-rate"] = Text(settings.GetProperty("lr")),
        }),
        ["GradNorm"] = ("gradnorm", settings => new()
        {
            ["alpha"] = Text(settings.GetProperty("alpha")),
            ["form"] = settings.GetProperty("weights").GetString() == "K softmax(s)" ? "softmax" : "free",
            ["optimizer"] = settings.GetProperty("optimizer").GetString()!,
            ["learning-rate"] = Text(settings.GetProperty("lr")),
        }),
        ["DWA"] = ("dwa", settings => new()
        {
            ["temperature"] = Text(settings.GetProperty("T")),
            ["window"] = settings.TryGetProperty("window", out JsonElement window) ? Text(window) : "1",
            ["sliding"] = settings.GetProperty("granularity").GetString() == "iteration" ? "true" : "false",
        }),
        ["GLS"] = ("gls", _ => []),
        ["STCH"] = ("stch", settings => new()
        {
            ["smoothing"] = Text(settings.GetProperty("mu")),
            ["warm-up"] = FormattableString.Invariant($"{settings.GetProperty("warmupEpoch").GetInt32() + 1}"), // The recorded epochs of the warm-up have one step.
            ["nadir-window"] = "1",
        }),
    };

    private static readonly Lazy<Dictionary<string, JsonElement>> _runs = new(() =>
        ReferenceFiles.Read("trajectories.json").EnumerateArray().ToDictionary(run => run.GetProperty("id").GetString()!));

    /// <summary>The runs of every method that exists here; none where the files are missing.</summary>
    public static IEnumerable<string> Ids => _methods.Keys.SelectMany(IdsOf);

    public static IEnumerable<string> IdsOf(string method) => ReferenceFiles.Folder is null
        ? []
        : _runs.Value.Where(run => run.Value.GetProperty("method").GetString() == method).Select(run => run.Key);

    /// <summary>The methods of the file, and those that are created here.</summary>
    public static (IEnumerable<string> Recorded, IEnumerable<string> Created) Methods => (_runs.Value.Values.Select(run => run.GetProperty("method").GetString()!).Distinct(), _methods.Keys);

    public static JsonElement Find(string id) => _runs.Value[id];

    public static IWeighting Create(JsonElement run)
    {
        (string name, Func<JsonElement, Dictionary<string, string>> options) = _methods[run.GetProperty("method").GetString()!];
        int taskCount = run.GetProperty("steps")[0].GetProperty("output").GetProperty("weights").GetArrayLength();
        MethodContext context = new([.. Enumerable.Range(1, taskCount).Select(task => $"task-{task}")], run.GetProperty("steps").GetArrayLength())
        {
            Options = new MethodOptions(options(run.GetProperty("params"))),
        };
        return MethodCatalogue.Create(name, context);
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? string.Join(',', element.EnumerateArray().Select(Text))
        : element.GetRawText();
}

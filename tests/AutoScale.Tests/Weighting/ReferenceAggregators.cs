using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>The recorded single steps, and how each method of the file is created here. A new method is one line in <see cref="_methods"/>.</summary>
internal static class ReferenceAggregators
{
    private static readonly Dictionary<string, (string Name, WeightScale Scale, Func<JsonElement, Dictionary<string, string>> Options)> _methods = new()
    {
        ["Unitary"] = ("unitary", WeightScale.Raw, _ => []),
        ["Mean"] = ("unitary", WeightScale.SumToOne, _ => []),
        ["IMTL-G"] = ("imtl-g", WeightScale.Raw, _ => new() { ["negative-weights"] = "keep" }),
        ["MGDA"] = ("mgda", WeightScale.Raw, settings => new() { ["normalization"] = Text(settings, "normalization", "none") }),
        ["Nash-MTL"] = ("nash-mtl", WeightScale.Raw, settings => new() { ["max-norm"] = settings.GetProperty("maxNorm").GetRawText() }),
        ["FairGrad"] = ("fairgrad", WeightScale.Raw, settings => new() { ["alpha"] = settings.GetProperty("alpha").GetRawText() }),
        ["UPGrad"] = ("upgrad", WeightScale.Raw, settings => new() { ["regularization"] = Text(settings, "regEps") }),
        ["DualProj"] = ("dualproj", WeightScale.Raw, settings => new() { ["regularization"] = Text(settings, "regEps") }),
        ["CAGrad"] = ("cagrad", WeightScale.Raw, settings => new() { ["c"] = Text(settings, "c"), ["rescale"] = Text(settings, "rescale") }),
        ["PCGrad"] = ("pcgrad", WeightScale.Raw, _ => []),
        ["ConFIG"] = ("config", WeightScale.Raw, _ => []),
        ["Aligned-MTL"] = ("aligned-mtl", WeightScale.Raw, settings => new() { ["scale"] = Text(settings, "scaleMode"), ["rank-tolerance"] = Text(settings, "rankEps") }),
    };

    /// <summary>By what a source's convention differs from ours, from its settings and K: sums where we have means, and the reverse.</summary>
    private static readonly Dictionary<string, Func<JsonElement, int, double>> _factors = new()
    {
        ["MGDA"] = (settings, taskCount) => Text(settings, "weightsSum") == "K" ? taskCount : 1,
        ["CAGrad"] = (settings, taskCount) => settings.GetProperty("factor").GetDouble() > 1 ? taskCount : 1, // nash-mtl's K/(1 + c²).
        ["FairGrad"] = (settings, taskCount) => Text(settings, "maxNorm").Length > 0 ? taskCount : 1, // The authors' code, which alone has that setting.
        ["UPGrad"] = (settings, taskCount) => Text(settings, "preference") == "mean" ? 1.0 / taskCount : 1,
        ["DualProj"] = (settings, taskCount) => Text(settings, "preference") == "mean" ? 1.0 / taskCount : 1,
        ["Aligned-MTL"] = (settings, taskCount) => Text(settings, "reduction") == "mean" ? 1.0 / taskCount : 1,
    };

    private static readonly Lazy<Dictionary<string, JsonElement>> _cases = new(() =>
        ReferenceFiles.Read("aggregators.json").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!));

    /// <summary>The cases of every method that exists here; none where the files are missing.</summary>
    public static IEnumerable<string> Ids => ReferenceFiles.Folder is null
        ? []
        : _cases.Value.Where(one => _methods.ContainsKey(one.Value.GetProperty("method").GetString()!)).Select(one => one.Key);

    /// <summary>The methods of the file, and those that are created here.</summary>
    public static (IEnumerable<string> Recorded, IEnumerable<string> Created) Methods => (_cases.Value.Values.Select(one => one.GetProperty("method").GetString()!).Distinct(), _methods.Keys);

    public static JsonElement Find(string id) => _cases.Value[id];

    /// <summary>The weights that our method gives a case, in the case's scale.</summary>
    public static double[] Weigh(JsonElement one, TestStep step, out Certificate certificate)
    {
        string method = one.GetProperty("method").GetString()!;
        JsonElement settings = one.GetProperty("params");
        (string name, WeightScale scale, Func<JsonElement, Dictionary<string, string>> optionsOf) = _methods[method];
        Dictionary<string, string> options = optionsOf(settings);
        if (one.GetProperty("input").TryGetProperty("preference", out JsonElement preference))
        {
            options["preference"] = preference.GetRawText().Trim('[', ']');
        }

        MethodContext context = new([.. Enumerable.Range(1, step.TaskCount).Select(task => $"task-{task}")], totalIterations: 1)
        {
            Options = new MethodOptions(options),
        };
        IWeighting weighting = method == "PCGrad" ? new PcGrad(RecordedOrders.Of(one.GetProperty("input"))) : MethodCatalogue.Create(name, context);
        double[] weights = step.Weigh(weighting, out certificate);
        WeightScaling.Apply(scale, weights);
        double factor = _factors.TryGetValue(method, out Func<JsonElement, int, double>? factorOf) ? factorOf(settings, step.TaskCount) : 1;
        return [.. weights.Select(weight => factor * weight)];
    }

    private static string Text(JsonElement settings, string name, string otherwise = "") =>
        settings.TryGetProperty(name, out JsonElement value) ? value.ToString() : otherwise;
}

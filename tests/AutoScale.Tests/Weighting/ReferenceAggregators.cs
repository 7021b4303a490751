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
    };

    private static readonly Lazy<Dictionary<string, JsonElement>> _cases = new(() =>
        ReferenceFiles.Read("aggregators.json").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!));

    /// <summary>The cases of every method that exists here; none where the files are missing.</summary>
    public static IEnumerable<string> Ids => ReferenceFiles.Folder is null
        ? []
        : _cases.Value.Where(one => _methods.ContainsKey(one.Value.GetProperty("method").GetString()!)).Select(one => one.Key);

    public static JsonElement Find(string id) => _cases.Value[id];

    /// <summary>The weights that our method gives a case, in the case's scale.</summary>
    public static double[] Weigh(JsonElement one, TestStep step, out Certificate certificate)
    {
        (string name, WeightScale scale, Func<JsonElement, Dictionary<string, string>> options) = _methods[one.GetProperty("method").GetString()!];
        MethodContext context = new([.. Enumerable.Range(1, step.TaskCount).Select(task => $"task-{task}")], totalIterations: 1)
        {
            Options = new MethodOptions(options(one.GetProperty("params"))),
        };
        double[] weights = step.Weigh(MethodCatalogue.Create(name, context), out certificate);
        WeightScaling.Apply(scale, weights);
        return weights;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

using AutoScale.AutoScaling;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>What weights.json holds: the weights a run ended with, where they come from, and what had to be guarded on the way.</summary>
public sealed record WeightsRecord
{
    /// <summary>The version of the format of weights.json.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The method that chose them.</summary>
    public required string Method { get; init; }

    /// <summary>What they add up to.</summary>
    public required WeightScale Scale { get; init; }

    /// <summary>Names of the K tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The weights of the last step in the run's scale, shape [K].</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>AutoScale's windows in order; empty for other methods.</summary>
    public IReadOnlyList<WindowSolution> Windows { get; init; } = [];

    /// <summary>AutoScale's cost function; null for other methods.</summary>
    public string? Cost { get; init; }

    /// <summary>AutoScale's weight predictor; null for other methods.</summary>
    public string? Predictor { get; init; }

    /// <summary>In how many steps each guard acted; guards that never did are left out.</summary>
    public required IReadOnlyDictionary<Guards, int> Guards { get; init; }

    /// <summary>What a person should know before trusting the weights.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The record as JSON text.</summary>
    /// <returns>Indented JSON.</returns>
    public string ToJson()
    {
        JsonObject guards = [];
        foreach ((Guards guard, int count) in Guards)
        {
            guards[MethodOptions.Format(guard)] = count;
        }

        JsonObject json = new()
        {
            ["version"] = CurrentVersion,
            ["method"] = Method,
            ["scale"] = MethodOptions.Format(Scale),
            ["weights"] = PerTask(Weights),
            ["cost"] = Cost,
            ["predictor"] = Predictor,
            ["windows"] = new JsonArray([.. Windows.Select(Window)]),
            ["guardedSteps"] = guards,
            ["warnings"] = new JsonArray([.. Warnings.Select(warning => (JsonNode)warning)]),
        };
        return RecordJson.Text(json);
    }

    /// <summary>Reads the record that a run left.</summary>
    /// <param name="json">The text of weights.json.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">The text is not such a record; the message names the file.</exception>
    public static WeightsRecord Parse(string json, string path)
    {
        try
        {
            JsonObject read = JsonNode.Parse(json)!.AsObject();
            JsonObject weights = read["weights"]!.AsObject();
            return new WeightsRecord
            {
                Method = (string)read["method"]!,
                Scale = Choice<WeightScale>((string)read["scale"]!),
                Tasks = [.. weights.Select(task => task.Key)],
                Weights = Values(weights),
                Cost = (string?)read["cost"],
                Predictor = (string?)read["predictor"],
                Windows = [.. read["windows"]!.AsArray().Select(window => ParseWindow(window!.AsObject()))],
                Guards = read["guardedSteps"]!.AsObject().ToDictionary(guard => Choice<Guards>(guard.Key), guard => (int)guard.Value!),
                Warnings = [.. read["warnings"]!.AsArray().Select(warning => (string)warning!)],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new FormatException($"{path} is damaged: expected the JSON object that a run of this version writes.", exception);
        }
    }

    private static WindowSolution ParseWindow(JsonObject window) => new()
    {
        Span = new WindowSpan((int)window["first"]!, (int)window["last"]!),
        Weights = Values(window["weights"]!.AsObject()),
        Cost = (double?)window["cost"] ?? double.NaN,
        Certificate = new MinimumCertificate(
            Choice<MinimumKind>((string)window["kind"]!), (double)window["residual"]!, (int)window["iterations"]!, (bool)window["isUnique"]!, Weighting.Guards.None),
        UsedIterations = (int)window["usedSteps"]!,
    };

    private static double[] Values(JsonObject perTask) => [.. perTask.Select(task => (double)task.Value!)];

    private static TChoice Choice<TChoice>(string text)
        where TChoice : struct, Enum
        => Enum.GetValues<TChoice>().Single(value => MethodOptions.Format(value) == text);

    private JsonNode Window(WindowSolution window) => new JsonObject
    {
        ["first"] = window.Span.First,
        ["last"] = window.Span.Last,
        ["weights"] = PerTask(window.Weights),
        ["cost"] = double.IsFinite(window.Cost) ? window.Cost : null,
        ["kind"] = MethodOptions.Format(window.Certificate.Kind),
        ["residual"] = window.Certificate.Residual,
        ["iterations"] = window.Certificate.Iterations,
        ["usedSteps"] = window.UsedIterations,
        ["isUnique"] = window.Certificate.IsUnique,
    };

    private JsonObject PerTask(IReadOnlyList<double> values)
    {
        JsonObject json = [];
        for (int i = 0; i < values.Count; i++)
        {
            json[Tasks[i]] = values[i];
        }

        return json;
    }
}

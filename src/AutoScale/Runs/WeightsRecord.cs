using System.Text.Json.Nodes;

using AutoScale.AutoScaling;
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

    private JsonNode Window(WindowSolution window) => new JsonObject
    {
        ["first"] = window.Span.First,
        ["last"] = window.Span.Last,
        ["weights"] = PerTask(window.Weights),
        ["cost"] = double.IsFinite(window.Cost) ? window.Cost : null,
        ["residual"] = window.Certificate.Residual,
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

using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AutoScale.Weighting;

namespace AutoScale.Training.Checkpoints;

/// <summary>A training state as text. Numbers that must come back bit for bit travel as base64 of their bytes.</summary>
internal static class TrainingStateText
{
    /// <summary>Writes the state as JSON.</summary>
    public static string Format(TrainingState state)
    {
        JsonObject json = new()
        {
            ["iteration"] = state.Iteration,
            ["identity"] = state.Identity,
            ["bestScore"] = Encode([state.BestScore]),
            ["bestIteration"] = state.BestIteration,
            ["lastWeights"] = Encode(state.LastWeights),
            ["skippedSteps"] = state.SkippedSteps,
            ["traceLength"] = state.TraceLength,
            ["metricsLength"] = state.MetricsLength,
        };
        if (state.Weighting is not null)
        {
            json["weighting"] = new JsonObject(state.Weighting.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Encode(pair.Value))));
        }

        return json.ToJsonString();
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not such a state.</exception>
    public static TrainingState Parse(string text)
    {
        try
        {
            JsonObject json = JsonNode.Parse(text)!.AsObject();
            return new TrainingState
            {
                Iteration = (int)json["iteration"]!,
                Identity = (string)json["identity"]!,
                BestScore = Decode(json["bestScore"]!)[0],
                BestIteration = (int)json["bestIteration"]!,
                LastWeights = Decode(json["lastWeights"]!),
                SkippedSteps = (int)json["skippedSteps"]!,
                TraceLength = (long)json["traceLength"]!,
                MetricsLength = (long)json["metricsLength"]!,
                Weighting = json["weighting"] is JsonObject values ? ParseWeighting(values) : null,
            };
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("the state is not the JSON this version writes", e);
        }
    }

    private static WeightingState ParseWeighting(JsonObject values)
    {
        WeightingState state = new();
        foreach ((string name, JsonNode? value) in values)
        {
            state.With(name, Decode(value!));
        }

        return state;
    }

    private static string Encode(ReadOnlySpan<double> values) => Convert.ToBase64String(MemoryMarshal.AsBytes(values));

    private static double[] Decode(JsonNode node) => MemoryMarshal.Cast<byte, double>(Convert.FromBase64String((string)node!)).ToArray();
}

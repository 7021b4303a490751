using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>What training with one weight vector, or with AutoScale, came to.</summary>
public sealed record AnalysisEntry
{
    /// <summary>What tables call it: "weights 3", "autoscale".</summary>
    public required string Label { get; init; }

    /// <summary>The weights it was trained with, shape [K]; AutoScale's are those it ended with, the mean over its seeds.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The drop of every task against single-task training, percent, the mean over the seeds, shape [K].</summary>
    public required IReadOnlyList<double> TaskDrops { get; init; }

    /// <summary>Δm with each seed, percent, in the order of the analysis's seeds.</summary>
    public required IReadOnlyList<double> SeedDeltas { get; init; }

    /// <summary>The run folders, relative to the analysis's, in the same order.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Its measures, in the order of the analysis's.</summary>
    public required IReadOnlyList<AnalysisSeries> Series { get; init; }

    /// <summary>Δm, percent, the mean over the seeds; lower is better, below 0 is better than single-task training.</summary>
    public double DeltaM => SeedDeltas.Average();

    internal JsonObject ToJson(IReadOnlyList<string> tasks) => new()
    {
        ["label"] = Label,
        ["weights"] = RecordJson.PerTask(tasks, [.. Weights]),
        ["deltaM"] = RecordJson.Number(DeltaM),
        ["taskDrops"] = RecordJson.PerTask(tasks, [.. TaskDrops]),
        ["seedDeltas"] = RecordJson.Numbers(SeedDeltas),
        ["folders"] = RecordJson.Names(Folders),
        ["series"] = new JsonArray([.. Series.Select(series => series.ToJson())]),
    };

    internal static AnalysisEntry Parse(JsonNode json) => new()
    {
        Label = (string)json["label"]!,
        Weights = [.. json["weights"]!.AsObject().Select(weight => RecordJson.Value(weight.Value))],
        TaskDrops = [.. json["taskDrops"]!.AsObject().Select(drop => RecordJson.Value(drop.Value))],
        SeedDeltas = RecordJson.Values(json["seedDeltas"]!),
        Folders = [.. json["folders"]!.AsArray().Select(folder => (string)folder!)],
        Series = [.. json["series"]!.AsArray().Select(series => AnalysisSeries.Parse(series!))],
    };
}

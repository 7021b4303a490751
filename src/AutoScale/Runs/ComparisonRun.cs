using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>A finished run of an entrant.</summary>
public sealed record ComparisonRun
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The run's folder, relative to the comparison's.</summary>
    public required string Folder { get; init; }

    /// <summary>What the selected model reached on the test split, for each metric of the comparison in its order and unit.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The weights the run ended with, shape [K].</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The step whose model was selected on validation.</summary>
    public int BestIteration { get; init; }

    /// <summary>Mean seconds of a training step by the clock.</summary>
    public double SecondsPerIteration { get; init; }

    /// <summary>Mean processor seconds of a training step, over all threads; 0 where they are not known.</summary>
    public double ProcessorSecondsPerIteration { get; init; }

    /// <summary>The most memory the run's process held, bytes.</summary>
    public long PeakMemory { get; init; }

    internal JsonObject ToJson(IReadOnlyList<string> tasks) => new()
    {
        ["seed"] = Seed,
        ["folder"] = Folder,
        ["values"] = RecordJson.Numbers(Values),
        ["weights"] = RecordJson.PerTask(tasks, [.. Weights]),
        ["bestIteration"] = BestIteration,
        ["secondsPerIteration"] = SecondsPerIteration,
        ["processorSecondsPerIteration"] = ProcessorSecondsPerIteration,
        ["peakMemory"] = PeakMemory,
    };

    internal static ComparisonRun Parse(JsonNode json) => new()
    {
        Seed = (int)json["seed"]!,
        Folder = (string)json["folder"]!,
        Values = RecordJson.Values(json["values"]!),
        Weights = [.. json["weights"]!.AsObject().Select(weight => RecordJson.Value(weight.Value))],
        BestIteration = (int)json["bestIteration"]!,
        SecondsPerIteration = (double)json["secondsPerIteration"]!,
        ProcessorSecondsPerIteration = (double)json["processorSecondsPerIteration"]!,
        PeakMemory = (long)json["peakMemory"]!,
    };
}

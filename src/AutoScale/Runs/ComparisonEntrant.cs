using System.Text.Json.Nodes;

using AutoScale.Evaluation;

namespace AutoScale.Runs;

/// <summary>One entrant of a comparison over all its seeds.</summary>
public sealed record ComparisonEntrant
{
    /// <summary>What tables call it: a method with its options, or "fixed, searched".</summary>
    public required string Label { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>Its finished runs, one for each seed that did not fail.</summary>
    public required IReadOnlyList<ComparisonRun> Runs { get; init; }

    /// <summary>How it is judged; null where a run of it failed, or nothing could be judged.</summary>
    public MethodScore? Score { get; init; }

    /// <summary>Seconds of a step by the clock relative to unitary scalarization's with the same seed, the mean over the seeds; NaN without a unitary entrant.</summary>
    public double StepRatio { get; init; } = double.NaN;

    /// <summary>The same of processor seconds, which other work on the machine hardly changes.</summary>
    public double ProcessorStepRatio { get; init; } = double.NaN;

    /// <summary>Mean seconds of a training step by the clock, over the runs; NaN without any.</summary>
    public double SecondsPerIteration => Runs.Select(run => run.SecondsPerIteration).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Mean processor seconds of a training step, over the runs; NaN without any.</summary>
    public double ProcessorSecondsPerIteration => Runs.Select(run => run.ProcessorSecondsPerIteration).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The most memory a run's process held, bytes; 0 where it is not known.</summary>
    public long PeakMemory => Runs.Select(run => run.PeakMemory).DefaultIfEmpty().Max();

    internal JsonObject ToJson(IReadOnlyList<string> tasks) => new()
    {
        ["label"] = Label,
        ["method"] = Method,
        ["runs"] = new JsonArray([.. Runs.Select(run => run.ToJson(tasks))]),
        ["score"] = Score is null ? null : ScoreFormat.ToJson(Score),
        ["stepRatio"] = RecordJson.Number(StepRatio),
        ["processorStepRatio"] = RecordJson.Number(ProcessorStepRatio),
        ["secondsPerIteration"] = RecordJson.Number(SecondsPerIteration),
        ["processorSecondsPerIteration"] = RecordJson.Number(ProcessorSecondsPerIteration),
        ["peakMemory"] = PeakMemory,
    };

    internal static ComparisonEntrant Parse(JsonNode json) => new()
    {
        Label = (string)json["label"]!,
        Method = (string)json["method"]!,
        Runs = [.. json["runs"]!.AsArray().Select(run => ComparisonRun.Parse(run!))],
        Score = json["score"] is { } score ? ScoreFormat.Parse((string)json["label"]!, score) : null,
        StepRatio = RecordJson.Value(json["stepRatio"]),
        ProcessorStepRatio = RecordJson.Value(json["processorStepRatio"]),
    };
}

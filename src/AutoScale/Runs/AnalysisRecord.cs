using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>What analysis.json holds: fixed weight vectors on one problem, what each came to, and which metrics of training go together with that.</summary>
public sealed record AnalysisRecord
{
    /// <summary>The record's file in the study's folder.</summary>
    public const string FileName = "analysis.json";

    /// <summary>The version of the format of analysis.json.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The problem's name.</summary>
    public required string Problem { get; init; }

    /// <summary>The problem's setting; empty when it has only one.</summary>
    public required string Setting { get; init; }

    /// <summary>Names of the K tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The seeds that everything was trained with.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Training steps of every run.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples of a step.</summary>
    public required int Batch { get; init; }

    /// <summary>p: gradients were recorded on iterations 1, 1 + p, 1 + 2p, ...; metrics of losses alone use every iteration.</summary>
    public required int ProbeEvery { get; init; }

    /// <summary>τ of the windowed measures, in iterations.</summary>
    public required int Window { get; init; }

    /// <summary>The program and the machine that gathered the results; every run has its own in run.json.</summary>
    public required RunPlatform Platform { get; init; }

    /// <summary>The measures, in the order in which every entry lists its series.</summary>
    public required IReadOnlyList<AnalysisMeasure> Measures { get; init; }

    /// <summary>The weight vectors in the order they were drawn; those of which a run failed are left out.</summary>
    public required IReadOnlyList<AnalysisEntry> Vectors { get; init; }

    /// <summary>AutoScale's run with the same budget, which enters no correlation; null when it failed.</summary>
    public AnalysisEntry? AutoScale { get; init; }

    /// <summary>The weights that AutoScale ended with, as a fixed vector from the first step on, which enters no correlation either; null when a run failed.</summary>
    public AnalysisEntry? AutoScaleFixed { get; init; }

    /// <summary>A correlation for each measure that has one, the farthest from 0 by Spearman's coefficient first.</summary>
    public required IReadOnlyList<AnalysisCorrelation> Correlations { get; init; }

    /// <summary>Why there is no correlation, in one sentence; null when there is one.</summary>
    public string? Uncorrelated { get; init; }

    /// <summary>The runs that failed.</summary>
    public IReadOnlyList<FailedRun> Failures { get; init; } = [];

    /// <summary>The record as JSON text.</summary>
    /// <returns>Indented JSON. What is not finite is null.</returns>
    public string ToJson()
    {
        JsonObject json = new()
        {
            ["version"] = CurrentVersion,
            ["problem"] = Problem,
            ["setting"] = Setting,
            ["tasks"] = RecordJson.Names(Tasks),
            ["seeds"] = new JsonArray([.. Seeds.Select(seed => (JsonNode)seed)]),
            ["iterations"] = Iterations,
            ["batch"] = Batch,
            ["probeEvery"] = ProbeEvery,
            ["window"] = Window,
            ["platform"] = Platform.ToJson(),
            ["measures"] = new JsonArray([.. Measures.Select(measure => measure.ToJson())]),
            ["vectors"] = new JsonArray([.. Vectors.Select(vector => vector.ToJson(Tasks))]),
            ["autoscale"] = AutoScale?.ToJson(Tasks),
            ["autoscaleFixed"] = AutoScaleFixed?.ToJson(Tasks),
            ["correlations"] = new JsonArray([.. Correlations.Select(correlation => correlation.ToJson())]),
            ["uncorrelated"] = Uncorrelated,
            ["failures"] = new JsonArray([.. Failures.Select(run => run.ToJson())]),
        };
        return RecordJson.Text(json);
    }

    /// <summary>Reads the record that an analysis left.</summary>
    /// <param name="json">The text of analysis.json.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">The text is not such a record; the message names the file.</exception>
    public static AnalysisRecord Parse(string json, string path)
    {
        try
        {
            JsonObject read = JsonNode.Parse(json)!.AsObject();
            if ((int)read["version"]! != CurrentVersion)
            {
                throw new FormatException();
            }

            return new AnalysisRecord
            {
                Problem = (string)read["problem"]!,
                Setting = (string)read["setting"]!,
                Tasks = [.. read["tasks"]!.AsArray().Select(task => (string)task!)],
                Seeds = [.. read["seeds"]!.AsArray().Select(seed => (int)seed!)],
                Iterations = (int)read["iterations"]!,
                Batch = (int)read["batch"]!,
                ProbeEvery = (int)read["probeEvery"]!,
                Window = (int)read["window"]!,
                Platform = RunPlatform.Parse(read["platform"]!.AsObject()),
                Measures = [.. read["measures"]!.AsArray().Select(measure => AnalysisMeasure.Parse(measure!))],
                Vectors = [.. read["vectors"]!.AsArray().Select(vector => AnalysisEntry.Parse(vector!))],
                AutoScale = read["autoscale"] is { } run ? AnalysisEntry.Parse(run) : null,
                AutoScaleFixed = read["autoscaleFixed"] is { } vector ? AnalysisEntry.Parse(vector) : null,
                Correlations = [.. read["correlations"]!.AsArray().Select(correlation => AnalysisCorrelation.Parse(correlation!))],
                Uncorrelated = (string?)read["uncorrelated"],
                Failures = [.. read["failures"]!.AsArray().Select(run => FailedRun.Parse(run!))],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"{path} is damaged: expected the JSON object that an analysis of this version writes.", exception);
        }
    }
}

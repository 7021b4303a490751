using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>What comparison.json holds: what a comparison of methods trained, what came out and how it is judged.</summary>
public sealed record ComparisonRecord
{
    /// <summary>The record's file in the study's folder.</summary>
    public const string FileName = "comparison.json";

    /// <summary>The version of the format of comparison.json.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The problem's name.</summary>
    public required string Problem { get; init; }

    /// <summary>The problem's setting; empty when it has only one.</summary>
    public required string Setting { get; init; }

    /// <summary>Names of the K tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The measures, in the order in which every run lists its values; the first of a task is its primary one.</summary>
    public required IReadOnlyList<ComparisonMetric> Metrics { get; init; }

    /// <summary>The seeds that every entrant was trained with.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Training steps of every run.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples of a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Runs that were trained side by side; above 1 their wall-clock times say more about the machine than about the method.</summary>
    public required int Jobs { get; init; }

    /// <summary>The program and the machine that gathered the results; every run has its own in run.json.</summary>
    public required RunPlatform Platform { get; init; }

    /// <summary>The single-task runs, one for each task and seed; failed ones are left out.</summary>
    public required IReadOnlyList<ComparisonBaseline> Baselines { get; init; }

    /// <summary>The methods, in the order they were asked for; the best of the searched weights last.</summary>
    public required IReadOnlyList<ComparisonEntrant> Entrants { get; init; }

    /// <summary>The fixed weights that were searched, in the order they were drawn; empty without a search.</summary>
    public IReadOnlyList<SearchedWeights> Search { get; init; } = [];

    /// <summary>The runs that failed.</summary>
    public IReadOnlyList<FailedRun> Failures { get; init; } = [];

    /// <summary>Why no entrant has a score, in one sentence; null when at least two have one.</summary>
    public string? Unscored { get; init; }

    /// <summary>Whether steps are judged by processor time: runs side by side slow each other down, so that their time by the clock is not the method's own.</summary>
    public bool IsTimedByProcessor => Jobs > 1 && Entrants.SelectMany(entrant => entrant.Runs).All(run => run.ProcessorSecondsPerIteration > 0);

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
            ["metrics"] = new JsonArray([.. Metrics.Select(metric => metric.ToJson())]),
            ["seeds"] = new JsonArray([.. Seeds.Select(seed => (JsonNode)seed)]),
            ["iterations"] = Iterations,
            ["batch"] = Batch,
            ["jobs"] = Jobs,
            ["platform"] = Platform.ToJson(),
            ["baselines"] = new JsonArray([.. Baselines.Select(run => run.ToJson())]),
            ["entrants"] = new JsonArray([.. Entrants.Select(entrant => entrant.ToJson(Tasks))]),
            ["search"] = new JsonArray([.. Search.Select(weights => weights.ToJson(Tasks))]),
            ["failures"] = new JsonArray([.. Failures.Select(run => run.ToJson())]),
            ["unscored"] = Unscored,
        };
        return RecordJson.Text(json);
    }

    /// <summary>Reads the record that a comparison left.</summary>
    /// <param name="json">The text of comparison.json.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">The text is not such a record; the message names the file.</exception>
    public static ComparisonRecord Parse(string json, string path)
    {
        try
        {
            JsonObject read = JsonNode.Parse(json)!.AsObject();
            if ((int)read["version"]! != CurrentVersion)
            {
                throw new FormatException();
            }

            return new ComparisonRecord
            {
                Problem = (string)read["problem"]!,
                Setting = (string)read["setting"]!,
                Tasks = [.. read["tasks"]!.AsArray().Select(task => (string)task!)],
                Metrics = [.. read["metrics"]!.AsArray().Select(metric => ComparisonMetric.Parse(metric!))],
                Seeds = [.. read["seeds"]!.AsArray().Select(seed => (int)seed!)],
                Iterations = (int)read["iterations"]!,
                Batch = (int)read["batch"]!,
                Jobs = (int)read["jobs"]!,
                Platform = RunPlatform.Parse(read["platform"]!.AsObject()),
                Baselines = [.. read["baselines"]!.AsArray().Select(run => ComparisonBaseline.Parse(run!))],
                Entrants = [.. read["entrants"]!.AsArray().Select(entrant => ComparisonEntrant.Parse(entrant!))],
                Search = [.. read["search"]!.AsArray().Select(weights => SearchedWeights.Parse(weights!))],
                Failures = [.. read["failures"]!.AsArray().Select(run => FailedRun.Parse(run!))],
                Unscored = (string?)read["unscored"],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"{path} is damaged: expected the JSON object that a comparison of this version writes.", exception);
        }
    }
}

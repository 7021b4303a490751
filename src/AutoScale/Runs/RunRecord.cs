using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>What run.json holds: on what the run was made, how far it came, and where its time went.</summary>
public sealed record RunRecord
{
    /// <summary>The version of the format of run.json.</summary>
    public const int CurrentVersion = 1;

    /// <summary>How far the run has come.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Error { get; init; }

    /// <summary>Versions of everything that shapes the result, and the machine.</summary>
    public required RunPlatform Platform { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>The device trained on.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of the engine.</summary>
    public required int Threads { get; init; }

    /// <summary>When the run was first started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When this file was written.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>How many processes have worked on the run: 1 plus the times it was resumed.</summary>
    public int Sittings { get; init; } = 1;

    /// <summary>Training steps done, T when completed.</summary>
    public int Iterations { get; init; }

    /// <summary>The step whose model was selected on validation; 0 before the end.</summary>
    public int BestIteration { get; init; }

    /// <summary>Steps left out because a loss was not finite.</summary>
    public int SkippedSteps { get; init; }

    /// <summary>Where the time went, up to the last checkpoint while the run goes on.</summary>
    public RunTimings Timings { get; init; } = RunTimings.None;

    /// <summary>The most memory a process of the run held, in bytes; 0 where it is not known. Device memory does not count.</summary>
    public long PeakMemory { get; init; }

    /// <summary>Warnings of the run, in order, each once.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The record as JSON text.</summary>
    /// <returns>Indented JSON.</returns>
    public string ToJson()
    {
        JsonObject json = new()
        {
            ["version"] = CurrentVersion,
            ["status"] = MethodOptions.Format(Status),
            ["error"] = Error,
            ["platform"] = Platform.ToJson(),
            ["seed"] = Seed,
            ["device"] = Device,
            ["threads"] = Threads,
            ["started"] = Text(Started),
            ["written"] = Text(Written),
            ["sittings"] = Sittings,
            ["iterations"] = Iterations,
            ["bestIteration"] = BestIteration,
            ["skippedSteps"] = SkippedSteps,
            ["peakMemory"] = PeakMemory,
            ["timings"] = Timings.ToJson(),
            ["warnings"] = new JsonArray([.. Warnings.Select(warning => (JsonNode)warning)]),
        };
        return RecordJson.Text(json);
    }

    /// <summary>Reads the record that another process left.</summary>
    /// <param name="json">The text of run.json.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">The text is not such a record; the message names the file.</exception>
    public static RunRecord Parse(string json, string path)
    {
        try
        {
            JsonObject read = JsonNode.Parse(json)!.AsObject();
            return new RunRecord
            {
                Status = Enum.GetValues<RunStatus>().Single(status => MethodOptions.Format(status) == (string)read["status"]!),
                Error = (string?)read["error"],
                Platform = RunPlatform.Parse(read["platform"]!.AsObject()),
                Seed = (int)read["seed"]!,
                Device = (string)read["device"]!,
                Threads = (int)read["threads"]!,
                Started = Time(read["started"]!),
                Written = Time(read["written"]!),
                Sittings = (int)read["sittings"]!,
                Iterations = (int)read["iterations"]!,
                BestIteration = (int)read["bestIteration"]!,
                SkippedSteps = (int)read["skippedSteps"]!,
                PeakMemory = (long?)read["peakMemory"] ?? 0,
                Timings = RunTimings.Parse(read["timings"]!.AsObject()),
                Warnings = [.. read["warnings"]!.AsArray().Select(warning => (string)warning!)],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new FormatException($"{path} is damaged: expected the JSON object that a run of this version writes.", exception);
        }
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode node) =>
        DateTimeOffset.ParseExact((string)node!, "O", CultureInfo.InvariantCulture, DateTimeStyles.None);
}

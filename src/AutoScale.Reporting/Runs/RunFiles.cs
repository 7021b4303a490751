using AutoScale.Runs;

namespace AutoScale.Reporting.Runs;

/// <summary>What a run has left in its folder so far; everything but the place may be missing.</summary>
internal sealed record RunFiles
{
    /// <summary>The folder, or the trace file alone, as an absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>The configuration's values in order, "method-options.alpha" for those inside another; empty without config.yaml.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; init; } = [];

    /// <summary>What run.json holds.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The trace; null where there is none, or no step in it.</summary>
    public Trace? Trace { get; init; }

    /// <summary>The evaluations in order, each with whether its model was the one selected so far.</summary>
    public IReadOnlyList<(EvaluationReport Report, bool IsBest)> Evaluations { get; init; } = [];

    /// <summary>What weights.json holds.</summary>
    public WeightsRecord? Weights { get; init; }

    /// <summary>What samples.json holds.</summary>
    public SampleRecord? Samples { get; init; }

    /// <summary>Reads a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static RunFiles OfFolder(string folder)
    {
        string In(string name) => System.IO.Path.Combine(folder, name);
        return new RunFiles
        {
            Path = folder,
            Configuration = Text(In(RunFileNames.Config)) is { } yaml ? FlatYaml.Read(yaml, In(RunFileNames.Config)) : [],
            Record = Text(In(RunFileNames.Summary)) is { } record ? RunRecord.Parse(record, In(RunFileNames.Summary)) : null,
            Trace = File.Exists(In(RunFileNames.Trace)) ? ReadTrace(In(RunFileNames.Trace)) : null,
            Evaluations = Text(In(RunFileNames.Metrics)) is { } lines ? EvaluationFormat.Parse(lines, In(RunFileNames.Metrics)) : [],
            Weights = Text(In(RunFileNames.Weights)) is { } weights ? WeightsRecord.Parse(weights, In(RunFileNames.Weights)) : null,
            Samples = Text(In(RunFileNames.Samples)) is { } samples ? SampleRecord.Parse(samples, In(RunFileNames.Samples)) : null,
        };
    }

    /// <summary>Reads a trace that stands alone.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A run of which nothing else is known.</returns>
    /// <exception cref="FormatException">It is not a trace; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RunFiles OfTrace(string path) => new() { Path = path, Trace = ReadTrace(path) };

    private static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static Trace? ReadTrace(string path)
    {
        using StreamReader reader = new(path);
        if (reader.Peek() < 0)
        {
            return null; // A run that failed before its first step.
        }

        Trace trace = Trace.Read(reader, path);
        return trace.Records.Count > 0 ? trace : null;
    }
}

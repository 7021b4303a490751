namespace AutoScale.Runs;

/// <summary>What the first line of a trace says of the run.</summary>
public sealed record TraceHeader
{
    /// <summary>The format version that this library writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the trace format. Default <see cref="CurrentVersion"/>.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The line it was read from, for messages: the first that is not blank, also where that is no header. Default 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>The K task names in the order of every line's numbers; empty when the trace does not say.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>T, the planned length of the run in training steps; 0 when the trace does not say.</summary>
    public required int TotalIterations { get; init; }

    /// <summary>The method that chose the weights; null when the trace does not say.</summary>
    public string? Method { get; init; }
}

namespace AutoScale.Problems;

/// <summary>What a user asks of a problem.</summary>
public sealed record ProblemContext
{
    /// <summary>The variant; empty (the default) for the problem's first.</summary>
    public string Setting { get; init; } = "";

    /// <summary>The folder or file with the data; null (the default) for the problem's own. Problems that need no data ignore it.</summary>
    public string? Data { get; init; }

    /// <summary>The tasks to learn, by name; empty (the default) for all. One task makes its single-task baseline.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>The problem's options, as text by name; default none, so every option has its default.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Where generated data is kept between runs; null (the default) for <see cref="CacheFolder.Default"/>.</summary>
    public string? Cache { get; init; }

    /// <summary>Told in one sentence what takes time or was repaired; null (the default) for nobody.</summary>
    public Action<string>? Notice { get; init; }
}

using AutoScale.Studies.Configuration;

namespace AutoScale.Cli;

/// <summary>Everything the command takes from the process around it, so that a test can be that process.</summary>
public sealed record CommandEnvironment
{
    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where errors and warnings go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Directory { get; init; }

    /// <summary>What the user typed to start the command, for commands to try next (AUTOSCALE_COMMAND). Default "autoscale".</summary>
    public string Command { get; init; } = "autoscale";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a person watches a terminal: live progress and colours instead of plain lines.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Characters a line holds. At least 40.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Whether a failure shows its stack trace below its sentence (AUTOSCALE_DEBUG).</summary>
    public bool ShowsStackTraces { get; init; }

    /// <summary>A path as the user means it.</summary>
    /// <param name="path">Absolute, or relative to <see cref="Directory"/>.</param>
    /// <returns>The absolute path.</returns>
    /// <exception cref="ConfigurationException">The path is empty: as a shell makes it of a variable that is not set.</exception>
    public string Resolve(string path) => string.IsNullOrWhiteSpace(path)
        ? throw new ConfigurationException("A path is empty: name a file or a folder.")
        : Path.GetFullPath(path, Directory);

    /// <summary>A command line for the user to copy.</summary>
    /// <param name="words">The words after the command's name.</param>
    /// <returns>The words, quoted where a shell would not take them as they are.</returns>
    public string Invocation(params IEnumerable<string> words) => string.Join(' ', words.Select(Quoted).Prepend(Command));

    private static string Quoted(string word) => word.All(letter => char.IsLetterOrDigit(letter) || "-_./=,:+@%".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

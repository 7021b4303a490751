using AutoScale.Studies.Configuration;

namespace AutoScale.Cli.Commands;

/// <summary>A run that a user asked for, checked as far as it can be without loading anything.</summary>
/// <param name="Configuration">The run, resolved.</param>
/// <param name="Folder">Its folder, absolute; may not exist yet.</param>
/// <param name="Resume">Whether to go on with what the folder holds.</param>
internal sealed record RunRequest(RunConfiguration Configuration, string Folder, bool Resume)
{
    /// <summary>Whether a report is written when the run is complete. Default true.</summary>
    public bool HasReport { get; init; } = true;
}

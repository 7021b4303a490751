using System.CommandLine;

namespace AutoScale.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class SharedOptions
{
    /// <summary>--json: output for programs.</summary>
    /// <param name="description">What is printed.</param>
    /// <returns>The option.</returns>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>--plain: no live display and no colours, even on a terminal.</summary>
    /// <returns>The option.</returns>
    public static Option<bool> Plain() => new("--plain") { Description = "Print plain lines instead of a live display, as without a terminal" };
}

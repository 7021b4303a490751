using System.CommandLine;
using System.CommandLine.Parsing;

using AutoScale.Studies.Configuration;
using AutoScale.Weighting;

namespace AutoScale.Cli;

/// <summary>Words what the parser could not make sense of as one sentence with the nearest valid name.</summary>
internal static class UsageErrors
{
    /// <summary>The first thing wrong with a command line.</summary>
    /// <param name="parsed">A parse with errors.</param>
    /// <returns>The error to report.</returns>
    public static ConfigurationException Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string full = FullName(parsed.CommandResult);
        string? mistaken = MistakenOption(parsed);
        if (mistaken is null && parsed.UnmatchedTokens.Count == 0)
        {
            return new ConfigurationException($"{parsed.Errors[0].Message.TrimEnd('.')}: see '{full} --help'.");
        }

        string token = mistaken ?? parsed.UnmatchedTokens[0];
        if (token.StartsWith('-'))
        {
            string[] options = [.. Options(parsed.CommandResult).Order(StringComparer.Ordinal)];
            return new ConfigurationException($"Unknown option '{token}' of '{full}'{NameSuggestion.For(token, options)}; see '{full} --help'.");
        }

        string[] commands = [.. command.Subcommands.Select(sub => sub.Name)];
        return commands.Length > 0
            ? new ConfigurationException($"Unknown command '{token}'{NameSuggestion.For(token, commands)}; valid are {string.Join(", ", commands)}.")
            : new ConfigurationException($"Unexpected argument '{token}' of '{full}': see '{full} --help'.");
    }

    /// <summary>An option that does not exist is taken for the value of an argument where one is free.</summary>
    /// <param name="parsed">A parse.</param>
    /// <returns>The option, or null.</returns>
    public static string? MistakenOption(ParseResult parsed) => parsed.CommandResult.Tokens.Select(taken => taken.Value).FirstOrDefault(taken => taken.StartsWith('-'));

    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : "autoscale";

    private static IEnumerable<string> Options(CommandResult result) =>
        result.Command.Options.Select(option => option.Name)
            .Concat(result.Parent is CommandResult parent ? Options(parent) : []);
}

using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests;

/// <summary>One run of the command inside this process, with everything it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    /// <summary>The lines of standard output as JSON objects.</summary>
    public IReadOnlyList<JsonObject> Json => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public static CommandRun Of(params string[] args) => In(Path.GetTempPath(), args);

    public static CommandRun In(string directory, params string[] args) => In(directory, CancellationToken.None, args);

    public static CommandRun In(string directory, CancellationToken stop, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = AutoScaleCommand.Run(args, new CommandEnvironment { Out = output, Error = error, Directory = directory }, stop);
        return new CommandRun(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}

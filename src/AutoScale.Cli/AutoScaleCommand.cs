using System.CommandLine;
using System.CommandLine.Help;

using AutoScale.Cli.Commands;

namespace AutoScale.Cli;

/// <summary>The autoscale command: parses its arguments, runs one subcommand, turns failures into one sentence and an exit code.</summary>
public static class AutoScaleCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The command line without the program's name.</param>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants a run to stop.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, CommandEnvironment environment, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(environment);
        RootCommand root = Build(environment, stop);
        ParseResult parsed = root.Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (UsageErrors.MistakenOption(parsed) is not null || parsed.UnmatchedTokens.Count > 0 || (parsed.Errors.Count > 0 && parsed.Action is not HelpAction))
            {
                throw UsageErrors.Of(parsed);
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = environment.Out,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // Ctrl-C is handled by the process, which lets the step end first.
            });
        }
        catch (Exception exception)
        {
            // The outermost frame: every failure becomes one sentence and an exit code.
            return Failure.Report(exception, environment);
        }
    }

    private static RootCommand Build(CommandEnvironment environment, CancellationToken stop)
    {
        RootCommand root = new("Finds good loss weights for a multi-task network inside one training run.")
        {
            TrainCommand.Create(environment, stop),
            DemoCommand.Create(environment, stop),
            CompareCommand.Create(environment, stop),
            AnalyzeCommand.Create(environment, stop),
            DiagnoseCommand.Create(environment, stop),
            ReplayCommand.Create(environment),
            EvaluateCommand.Create(environment),
            ReportCommand.Create(environment),
            ProblemsCommand.Create(environment),
            MethodsCommand.Create(environment),
        };
        root.HelpName = "autoscale";
        foreach (Option option in root.Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    help.MaxWidth = environment.Width;
                    option.Description = "Show help";
                    break;
                case VersionOption:
                    option.Description = "Show the version";
                    break;
            }
        }

        return root;
    }
}

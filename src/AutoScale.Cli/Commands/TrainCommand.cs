using System.CommandLine;

using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale train: one training run, from options and a configuration file, or on from a run's folder.</summary>
internal sealed class TrainCommand
{
    private readonly ConfigurationOptions _configuration = new();
    private readonly Option<bool> _json = SharedOptions.Json("Print one JSON object a line: progress, evaluations, and the result last");
    private readonly Option<bool> _plain = SharedOptions.Plain();

    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "folder",
        Description = "The run's folder [default: runs/PROBLEM-METHOD-SEED-N, the first N that is free]",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "folder",
        Description = "Go on with the run in this folder, with the configuration that it holds",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a run that is in --out already" };

    private readonly Option<bool> _noReport = new("--no-report") { Description = "Write no report.html when the run is complete" };

    private TrainCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants the run to stop.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment, CancellationToken stop)
    {
        TrainCommand train = new();
        Command command = new("train", "Trains a multi-task network and writes a run folder.");
        train._configuration.AddTo(command);
        foreach (Option option in (Option[])[train._out, train._resume, train._overwrite, train._noReport, train._json, train._plain])
        {
            command.Add(option);
        }

        command.SetAction(parsed => train.Run(parsed, environment, stop));
        return command;
    }

    private int Run(ParseResult parsed, CommandEnvironment environment, CancellationToken stop)
    {
        GivenConfiguration given = _configuration.Read(parsed, environment);
        RunRequest request = parsed.GetValue(_resume) is { } folder
            ? Resume(parsed, given, environment.Resolve(folder), environment)
            : Start(parsed, given, environment);
        CommandEnvironment shown = environment with { IsTerminal = environment.IsTerminal && !parsed.GetValue(_plain) };
        RunReporting reporting = parsed.GetValue(_json) ? RunReporting.Json : shown.IsTerminal ? RunReporting.Live : RunReporting.Plain;
        return TrainingSession.Run(request with { HasReport = !parsed.GetValue(_noReport) }, reporting, shown, stop);
    }

    private RunRequest Start(ParseResult parsed, GivenConfiguration given, CommandEnvironment environment)
    {
        RunConfiguration configuration = RunConfigurationResolver.Resolve(given, environment.Directory);
        string folder = parsed.GetValue(_out) is { } chosen ? environment.Resolve(chosen) : RunFolders.Claim(environment.Directory, configuration);
        RunFolders.RequireFresh(folder, parsed.GetValue(_overwrite));
        return new RunRequest(configuration, folder, Resume: false);
    }

    private RunRequest Resume(ParseResult parsed, GivenConfiguration given, string folder, CommandEnvironment environment)
    {
        if (parsed.GetValue(_out) is not null || parsed.GetValue(_overwrite))
        {
            throw new ConfigurationException("--resume goes on in the run's own folder: leave out --out and --overwrite.");
        }

        RunFolders.RequireRun(folder);
        RunConfiguration configuration = RunConfigurationResolver.OfFolder(folder, mustBeWhole: true);
        RunConfigurationResolver.RequireSame(configuration, given, folder, environment.Directory);
        configuration = configuration with { TensorBoard = ConfigurationKeys.TensorBoard.In(given, configuration.TensorBoard) };
        return new RunRequest(configuration, folder, Resume: true);
    }
}

using System.CommandLine;
using System.Globalization;

using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale demo: AutoScale on the embedded scenes, in about two minutes on two cores.</summary>
internal static class DemoCommand
{
    private const string Origin = "the demo";

    // Long enough for ten windows at the problem's tau of 20, short enough to wait for.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["problem"] = "scenes",
        ["method"] = "autoscale",
        ["iterations"] = "1000",
        ["validate-every"] = "100",
        ["checkpoint-every"] = "100",
    };

    // The paper's straight line through so few windows leaves the range of what they saw; their median cannot.
    private static readonly Dictionary<string, GivenValue> MethodSettings = new(StringComparer.Ordinal) { ["predictor"] = new GivenValue("median", Origin) };

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants the run to stop.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment, CancellationToken stop)
    {
        Option<string?> iterations = new("--iterations", "-n") { HelpName = "number", Description = $"Training steps [default: {Settings["iterations"]}]" };
        Option<string?> seed = new("--seed") { HelpName = "number", Description = "The seed of everything random in the run [default: 0]" };
        Option<string?> device = new("--device") { HelpName = "device", Description = "Where to train: cpu, cuda or cuda:INDEX [default: cpu]" };
        Option<string?> threads = new("--threads") { HelpName = "number", Description = "Threads of the engine [default: one per core]" };
        Option<string[]> problemSet = SharedOptions.ProblemSet();
        Option<string?> folder = new("--out") { HelpName = "folder", Description = "The run's folder [default: runs/scenes-autoscale-SEED-N]" };
        Option<bool> json = SharedOptions.Json("Print one JSON object a line");
        Option<bool> plain = SharedOptions.Plain();
        Command command = new("demo", "Trains a network on generated scenes with AutoScale and shows what it does.") { iterations, seed, device, threads, problemSet, folder, json, plain };
        command.SetAction(parsed =>
        {
            RunConfiguration configuration = Configure([iterations, seed, device, threads], problemSet, parsed, environment);
            string path = parsed.GetValue(folder) is { } chosen ? environment.Resolve(chosen) : RunFolders.Claim(environment.Directory, configuration);
            RunFolders.RequireFresh(path, overwrite: false);
            CommandEnvironment shown = environment with { IsTerminal = environment.IsTerminal && !parsed.GetValue(plain) };
            if (parsed.GetValue(json))
            {
                return TrainingSession.Run(new RunRequest(configuration, path, Resume: false), RunReporting.Json, shown, stop);
            }

            Explain(configuration, shown);
            RunReporting reporting = shown.IsTerminal ? RunReporting.Live : RunReporting.Plain;
            int exitCode = TrainingSession.Run(new RunRequest(configuration, path, Resume: false), reporting, shown, stop);
            if (exitCode == ExitCode.Success)
            {
                SuggestNext(configuration, path, shown);
            }

            return exitCode;
        });
        return command;
    }

    private static RunConfiguration Configure(IEnumerable<Option<string?>> options, Option<string[]> problemSet, ParseResult parsed, CommandEnvironment environment)
    {
        Dictionary<string, GivenValue> values = Settings.ToDictionary(setting => setting.Key, setting => new GivenValue(setting.Value, Origin));
        foreach (Option<string?> option in options)
        {
            if (parsed.GetValue(option) is { } text)
            {
                values[option.Name[2..]] = new GivenValue(text, option.Name);
            }
        }

        return RunConfigurationResolver.Resolve(new GivenConfiguration(values, MethodSettings, SharedOptions.Pairs(parsed, problemSet)), environment.Directory);
    }

    private static void Explain(RunConfiguration configuration, CommandEnvironment environment)
    {
        double alpha = double.Parse(configuration.MethodOptions["alpha"], CultureInfo.InvariantCulture);
        environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            One network learns {configuration.Tasks.Count} tasks at once from generated indoor scenes: {string.Join(", ", configuration.Tasks)}.
            AutoScale chooses the weight of each task's loss by itself, inside this one training run:
              1. For the first {alpha:0.##%} of the run {configuration.MethodOptions["explorer"]} weighs the tasks, and losses and gradients are recorded.
              2. Every {configuration.MethodOptions["tau"]} steps: which fixed weights would have made the gradients best ({configuration.MethodOptions["cost"]})?
              3. From these windows '{configuration.MethodOptions["predictor"]}' predicts one set of weights, and the rest trains with it, as cheaply as with equal weights.

            """));
    }

    private static void SuggestNext(RunConfiguration configuration, string path, CommandEnvironment environment)
    {
        string folder = Path.GetRelativePath(environment.Directory, path);
        string length = string.Create(CultureInfo.InvariantCulture, $"--iterations {configuration.Iterations} --seed {configuration.Seed}");
        environment.Out.WriteLine($"""

            What to try next:
              {environment.Invocation("replay", folder)}
                  the weights that other costs and predictors find in this run, in milliseconds
              {environment.Command} train --problem scenes --method unitary {length}
                  the same training with equal weights, to compare
              {environment.Command} train --problem multi-mnist --data FOLDER
                  real data: MNIST, or Fashion-MNIST, in its original files
              {environment.Command} methods autoscale
                  every option of AutoScale
            """);
    }
}

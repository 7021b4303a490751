using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Problems;
using AutoScale.Training;

using Spectre.Console;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale problems [NAME]: the problems to train, or one of them with its settings and options.</summary>
internal static class ProblemsCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment)
    {
        Argument<string?> name = new("name") { Description = "Show one problem with its settings and options", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = SharedOptions.Json("Print JSON");
        Command command = new("problems", "Lists the problems to train.") { name, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ProblemDescriptor> problems = parsed.GetValue(name) is { } one ? [ProblemCatalogue.Find(one)] : ProblemCatalogue.All;
            if (parsed.GetValue(json))
            {
                JsonText.WriteLine(environment.Out, new JsonObject { ["problems"] = new JsonArray([.. problems.Select(Json)]) });
            }
            else if (parsed.GetValue(name) is not null)
            {
                PrintOne(problems[0], environment);
            }
            else
            {
                PrintAll(problems, environment);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void PrintAll(IReadOnlyList<ProblemDescriptor> problems, CommandEnvironment environment)
    {
        Table table = CommandOutput.Table("name", "what there is to learn", "settings", "data");
        foreach (ProblemDescriptor problem in problems)
        {
            string settings = string.Join(", ", problem.Settings.Select(setting => setting.Name));
            table.AddRow(new Text(problem.Name), new Text(problem.Summary), new Text(settings.Length > 0 ? settings : "-"), new Text(problem.DataNeeded));
        }

        CommandOutput.Write(environment, table);
        environment.Out.WriteLine("'autoscale problems NAME' shows a problem's tasks and options.");
    }

    private static void PrintOne(ProblemDescriptor problem, CommandEnvironment environment)
    {
        environment.Out.WriteLine($"{problem.Name}: {problem.Summary}");
        environment.Out.WriteLine($"Data: {problem.DataNeeded}{(problem.DefaultData is { } folder ? $" Looked for in {folder} unless --data says otherwise." : string.Empty)}");
        environment.Out.WriteLine();
        Table settings = CommandOutput.Table("setting", "what it is", "tasks", "trained by default with");
        foreach (ProblemSetting setting in problem.Settings)
        {
            settings.AddRow(
                new Text(setting.Name.Length > 0 ? setting.Name : "-"),
                new Text(setting.Summary),
                new Text(string.Join(", ", setting.Tasks)),
                new Text(Describe(setting.Defaults)));
        }

        CommandOutput.Write(environment, settings);
        environment.Out.WriteLine();
        Table options = CommandOutput.Table("option", "default", "meaning", "valid");
        foreach (Weighting.OptionDescriptor option in problem.Options)
        {
            options.AddRow(new Text(option.Name), new Text(option.Default ?? "required"), new Text(option.Meaning), new Text(option.Range));
        }

        CommandOutput.Write(environment, options);
        environment.Out.WriteLine("Set them with --problem-set option=value, or under problem-options in a configuration file.");
    }

    private static string Describe(ProblemDefaults defaults) => string.Create(
        CultureInfo.InvariantCulture,
        $"{defaults.Iterations} steps of {defaults.BatchSize}, {Studies.Configuration.ChoiceName.Of(defaults.Optimizer)}, learning rate {defaults.LearningRate}, {defaults.Schedule}");

    private static JsonNode Json(ProblemDescriptor problem)
    {
        JsonArray settings = [];
        foreach (ProblemSetting setting in problem.Settings)
        {
            settings.Add(new JsonObject
            {
                ["name"] = setting.Name,
                ["summary"] = setting.Summary,
                ["tasks"] = new JsonArray([.. setting.Tasks.Select(task => (JsonNode)task)]),
                ["iterations"] = setting.Defaults.Iterations,
                ["batch"] = setting.Defaults.BatchSize,
                ["learning-rate"] = setting.Defaults.LearningRate,
                ["schedule"] = setting.Defaults.Schedule,
            });
        }

        return new JsonObject
        {
            ["name"] = problem.Name,
            ["summary"] = problem.Summary,
            ["data"] = problem.DataNeeded,
            ["defaultData"] = problem.DefaultData,
            ["settings"] = settings,
            ["options"] = JsonText.Options(problem.Options),
        };
    }
}

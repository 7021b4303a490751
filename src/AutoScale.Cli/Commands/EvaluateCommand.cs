using System.CommandLine;

using AutoScale.Cli.Output;
using AutoScale.Evaluation;
using AutoScale.Studies.Configuration;
using AutoScale.Training;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale evaluate FILE.csv: Δm, Δm-pos and mean rank of the methods in a results table.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment)
    {
        Argument<string> file = new("file") { Description = "A results table in CSV; docs/evaluation.md says how it is written" };
        Option<string> baseline = new("--baseline") { HelpName = "name", Description = "The method that is the single-task baseline", DefaultValueFactory = _ => "stl" };
        Option<string> rankBy = new("--rank-by")
        {
            HelpName = "task|metric",
            Description = "In a task with several metrics, rank its mean drop or average the ranks of its metrics",
            DefaultValueFactory = _ => "task",
        };
        Option<bool> average = new("--average") { Description = "Average the results over the seeds first, as papers do" };
        Option<bool> json = SharedOptions.Json("Print one JSON object");
        Command command = new("evaluate", "Compares methods in a results table: delta-m, delta-m-pos, mean rank.") { file, baseline, rankBy, average, json };
        command.SetAction(parsed =>
        {
            ScoreOptions options = new() { Grouping = Grouping(parsed.GetRequiredValue(rankBy)) };
            string path = environment.Resolve(parsed.GetRequiredValue(file));
            ResultTable table = Read(path, parsed.GetRequiredValue(baseline), parsed.GetValue(average));
            ScoreReport report = new(path, table, MethodScore.Of(table, options));
            if (parsed.GetValue(json))
            {
                JsonText.WriteLine(environment.Out, report.ToJson());
            }
            else
            {
                report.Print(environment, options.Bootstrap.Confidence);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static RankGrouping Grouping(string text) => text switch
    {
        "task" => RankGrouping.TaskDrop,
        "metric" => RankGrouping.Metrics,
        _ => throw new ConfigurationException($"--rank-by is '{text}': expected 'task' or 'metric'."),
    };

    private static ResultTable Read(string path, string baseline, bool isAveraged)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException($"There is no file {path}: expected a results table in CSV.");
        }

        try
        {
            using StreamReader reader = new(path);
            ResultTable table = ResultCsv.Read(reader, baseline);
            return isAveraged ? table.Averaged() : table;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new TrainingException($"{path}: {exception.Message}", exception);
        }
    }
}

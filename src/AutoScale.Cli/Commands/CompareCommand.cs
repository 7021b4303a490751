using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale compare: several methods and their single-task baselines on one problem, over seeds, with one table at the end.</summary>
internal sealed class CompareCommand
{
    private const string DefaultSeeds = "3";

    private static readonly ConfigurationKey<int> SearchKey = ConfigurationKey.WholeNumber("search", 0, StudyOptions.MostVectors, "Fixed weight vectors to try");

    private readonly ConfigurationOptions _configuration = ConfigurationOptions.OfStudy();
    private readonly StudyOptions _study = new();
    private readonly StudyFolders _folders = new("compare");

    private readonly Option<string> _methods = new("--methods")
    {
        HelpName = "a,b,c",
        Description = "The methods to compare; one with options is name:option=value:option=value",
        Required = true,
    };

    private readonly Option<string> _seeds = new("--seeds")
    {
        HelpName = "number|a,b",
        Description = "How many seeds, from 0 on; with a comma the seeds themselves: 0,5",
        DefaultValueFactory = _ => DefaultSeeds,
    };

    private readonly Option<string?> _search = new("--search")
    {
        HelpName = "number",
        Description = "Also try this many fixed weight vectors with the first seed, and enter the best on validation [default: 0]",
    };

    private CompareCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants the study to stop.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment, CancellationToken stop)
    {
        CompareCommand compare = new();
        Command command = new("compare", "Trains several methods and single-task baselines over seeds, and compares them.") { compare._methods, compare._seeds, compare._search };
        compare._configuration.AddTo(command);
        compare._folders.AddTo(command);
        compare._study.AddTo(command);
        command.SetAction(parsed => compare.Run(parsed, environment, stop));
        return command;
    }

    private int Run(ParseResult parsed, CommandEnvironment environment, CancellationToken stop)
    {
        GivenConfiguration given = _configuration.ReadShared(parsed, environment);
        int jobs = _study.Jobs(parsed, given);
        ComparisonPlan plan = Plan(parsed, StudyOptions.Shared(given, jobs), environment);
        StudySession session = _study.Session(parsed, environment);
        Announce(plan, jobs, session);
        IReadOnlyList<PlannedRun> runs = [.. plan.MethodRuns(), .. plan.SearchRuns(), .. plan.BaselineRuns()];
        RunCheck.RequireTrainable([.. runs.Select(run => run.Configuration)], session.Notice);
        return session.Run(plan.Folder, () =>
        {
            ComparisonResult result = session.Train(Title(plan), jobs, batch => new ComparisonStudy(plan, batch).RunAsync(stop));
            ComparisonSummary summary = ComparisonSummary.Of(plan, result, jobs);
            summary.Write(plan.Folder);
            session.Show(summary.Record.ToJson(), plan.Folder, shown => ComparisonReport.Print(summary.Record, plan.Folder, shown));
            return summary.Record.Failures.Count == 0 && summary.Table is not null ? ExitCode.Success : ExitCode.Failure;
        }, stop);
    }

    private ComparisonPlan Plan(ParseResult parsed, GivenConfiguration common, CommandEnvironment environment)
    {
        ComparisonPlan plan = new()
        {
            Common = common,
            Methods = MethodSpec.ParseList(parsed.GetRequiredValue(_methods)),
            Seeds = SeedList.Parse(new GivenValue(parsed.GetRequiredValue(_seeds), _seeds.Name)),
            Searched = parsed.GetValue(_search) is { } text ? SearchKey.Parse(new GivenValue(text, _search.Name)) : 0,
            Directory = environment.Directory,
            Folder = string.Empty,
            Baselines = string.Empty,
        };
        plan.Validate();
        (string folder, string baselines) = _folders.Read(parsed, environment, plan.Name());
        return plan with { Folder = folder, Baselines = baselines };
    }

    private static void Announce(ComparisonPlan plan, int jobs, StudySession session) => session.Announce(Title(plan), plan.Folder, new JsonObject
    {
        ["baselines"] = plan.Baselines,
        ["entrants"] = new JsonArray([.. plan.Methods.Select(method => (JsonNode)method.Label)]),
        ["seeds"] = new JsonArray([.. plan.Seeds.Select(seed => (JsonNode)seed)]),
        ["search"] = plan.Searched,
        ["jobs"] = jobs,
    });

    private static string Title(ComparisonPlan plan)
    {
        RunConfiguration run = plan.MethodRuns()[0].Configuration;
        string searched = plan.Searched > 0 ? $" and {Wording.Count(plan.Searched, "fixed weight vector")}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Comparing {Wording.Count(plan.Methods.Count, "method")}{searched} on {run.Subject}, {Wording.Count(run.Iterations, "step")} of {run.Batch}, {(plan.Seeds.Count == 1 ? "seed" : "seeds")} {string.Join(", ", plan.Seeds)}");
    }
}

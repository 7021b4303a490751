using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Analyses;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Commands;

/// <summary>autoscale analyze: fixed weight vectors on one problem, and which metrics of training go together with how good they are.</summary>
internal sealed class AnalyzeCommand
{
    private const string DefaultVectors = "16";
    private const string DefaultSeeds = "1";

    private static readonly ConfigurationKey<int> VectorsKey = ConfigurationKey.WholeNumber("weights", 1, StudyOptions.MostVectors, "Weight vectors to train");
    private static readonly ConfigurationKey<int> DrawKey = ConfigurationKey.WholeNumber("draw-seed", 0, "Seed of the vectors");
    private static readonly ConfigurationKey<int> ProbeKey = ConfigurationKey.WholeNumber("probe-every", 1, "Steps between probes");

    private readonly ConfigurationOptions _configuration = ConfigurationOptions.OfStudy();
    private readonly StudyOptions _study = new();
    private readonly StudyFolders _folders = new("analyze");

    private readonly Option<string> _vectors = new("--weights")
    {
        HelpName = "number",
        Description = "How many fixed weight vectors to train, at least 3, log-uniform over a factor of 100 between tasks",
        DefaultValueFactory = _ => DefaultVectors,
    };

    private readonly Option<string> _seeds = new("--seeds")
    {
        HelpName = "number|a,b",
        Description = "How many seeds of training, from 0 on; with a comma the seeds themselves: 0,5",
        DefaultValueFactory = _ => DefaultSeeds,
    };

    private readonly Option<string> _drawSeed = new("--draw-seed")
    {
        HelpName = "number",
        Description = "The seed that the vectors are drawn with",
        DefaultValueFactory = _ => "0",
    };

    private readonly Option<string?> _probeEvery = new("--probe-every")
    {
        HelpName = "number",
        Description = "Steps from one measurement of the gradients to the next; each costs a backward pass per task [default: 50 a run]",
    };

    private readonly Option<string?> _autoScale = new("--autoscale")
    {
        HelpName = "name=value:...",
        Description = "Options of the AutoScale run beside the vectors, such as alpha=0.3:cost=equal-loss",
    };

    private AnalyzeCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    /// <param name="environment">The process around it.</param>
    /// <param name="stop">Cancelled when the user wants the study to stop.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandEnvironment environment, CancellationToken stop)
    {
        AnalyzeCommand analyze = new();
        Command command = new("analyze", "Trains fixed weight vectors and finds which metrics of training go with good ones.")
        {
            analyze._vectors, analyze._seeds, analyze._drawSeed, analyze._probeEvery, analyze._autoScale,
        };
        analyze._configuration.AddTo(command);
        analyze._folders.AddTo(command);
        analyze._study.AddTo(command);
        command.SetAction(parsed => analyze.Run(parsed, environment, stop));
        return command;
    }

    private int Run(ParseResult parsed, CommandEnvironment environment, CancellationToken stop)
    {
        GivenConfiguration given = _configuration.ReadShared(parsed, environment);
        int jobs = _study.Jobs(parsed, given);
        AnalysisPlan plan = Plan(parsed, StudyOptions.Shared(given, jobs), environment);
        StudySession session = _study.Session(parsed, environment);
        Announce(plan, jobs, session);
        ComparisonPlan runs = plan.Comparison();
        RunCheck.RequireTrainable([.. runs.MethodRuns().Concat(runs.BaselineRuns()).Select(run => run.Configuration)], session.Notice);
        return session.Run(plan.Folder, () =>
        {
            ComparisonResult result = session.Train(Title(plan), jobs, batch => new AnalysisStudy(plan, batch).RunAsync(stop));
            AnalysisRecord record = AnalysisSummary.Of(plan, result);
            AnalysisSummary.Write(record, plan.Folder);
            session.Show(record.ToJson(), plan.Folder, shown => AnalysisReport.Print(record, plan.Folder, shown));
            return record.Failures.Count == 0 && record.Uncorrelated is null ? ExitCode.Success : ExitCode.Failure;
        }, stop);
    }

    private AnalysisPlan Plan(ParseResult parsed, GivenConfiguration common, CommandEnvironment environment)
    {
        AnalysisPlan plan = new()
        {
            Common = common,
            Vectors = VectorsKey.Parse(new GivenValue(parsed.GetRequiredValue(_vectors), _vectors.Name)),
            DrawSeed = DrawKey.Parse(new GivenValue(parsed.GetRequiredValue(_drawSeed), _drawSeed.Name)),
            Seeds = SeedList.Parse(new GivenValue(parsed.GetRequiredValue(_seeds), _seeds.Name)),
            AutoScale = MethodSpec.Parse(parsed.GetValue(_autoScale) is { } options ? $"autoscale:{options}" : "autoscale"),
            ProbeEvery = parsed.GetValue(_probeEvery) is { } text ? ProbeKey.Parse(new GivenValue(text, _probeEvery.Name)) : null,
            Directory = environment.Directory,
            Folder = string.Empty,
            Baselines = string.Empty,
        };
        plan.Validate();
        (string folder, string baselines) = _folders.Read(parsed, environment, plan.Name());
        return plan with { Folder = folder, Baselines = baselines };
    }

    private static void Announce(AnalysisPlan plan, int jobs, StudySession session) => session.Announce(Title(plan), plan.Folder, new JsonObject
    {
        ["baselines"] = plan.Baselines,
        ["weights"] = plan.Vectors,
        ["drawSeed"] = plan.DrawSeed,
        ["seeds"] = new JsonArray([.. plan.Seeds.Select(seed => (JsonNode)seed)]),
        ["probeEvery"] = plan.Interval,
        ["jobs"] = jobs,
    });

    private static string Title(AnalysisPlan plan)
    {
        RunConfiguration run = plan.Shared;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Analyzing {Wording.Count(plan.Vectors, "weight vector")} and AutoScale on {run.Subject}, {Wording.Count(run.Iterations, "step")} of {run.Batch}, gradients every {plan.Interval}, {(plan.Seeds.Count == 1 ? "seed" : "seeds")} {string.Join(", ", plan.Seeds)}");
    }
}

using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Tests.Comparisons;

public sealed class ComparisonStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-compare-").FullName;
    private int _launched;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_SecondTime_TrainsNothingAndGivesTheSameTable()
    {
        ComparisonResult first = await Study().RunAsync(CancellationToken.None);
        int launched = _launched;
        ComparisonResult second = await Study().RunAsync(CancellationToken.None);

        ResultTable table = first.Table();
        Assert.Equal(2 + 2 + 2, launched); // Two single-task baselines, two methods, two searched weights.
        Assert.Equal(launched, _launched);
        Assert.Equal(["unitary", "imtl-g:negative-weights=keep", ComparisonPlan.SearchedLabel], table.Methods);
        Assert.Equal(table.Runs.Select(run => run.Values), second.Table().Runs.Select(run => run.Values));
        Assert.Equal(1, first.StepRatio("unitary"), 12);
        Assert.True(first.PeakMemory("unitary") > 0);
    }

    [Fact]
    public async Task RunAsync_FolderOfAnotherStudy_IsRefused()
    {
        await Study().RunAsync(CancellationToken.None);

        ConfigurationException refusal = await Assert.ThrowsAsync<ConfigurationException>(() => Study(seed: 1).RunAsync(CancellationToken.None));

        Assert.Equal(
            $"{Plan().Folder} holds another study: 'seeds: 0' where this one has 'seeds: 1' (study.txt, line 2). Choose another --out, or give the same methods, seeds and settings.",
            refusal.Message);
    }

    [Fact]
    public async Task Write_FinishedStudy_LeavesATableAndARecordThatAgree()
    {
        ComparisonResult result = await Study().RunAsync(CancellationToken.None);
        ComparisonSummary.Of(Plan(), result, jobs: 2).Write(Plan().Folder);

        using StreamReader csv = new(Path.Combine(Plan().Folder, "results.csv"));
        ResultTable table = ResultCsv.Read(csv);
        ComparisonRecord record = ComparisonRecord.Parse(File.ReadAllText(Path.Combine(Plan().Folder, "comparison.json")), "comparison.json");
        Assert.Equal(table.Methods, record.Entrants.Select(entrant => entrant.Label));
        Assert.Equal(MethodScore.Of(table).Select(score => score.DeltaM.Mean), record.Entrants.Select(entrant => entrant.Score!.DeltaM.Mean));
        Assert.Equal(table.Runs.Skip(1).Select(run => run.Values), record.Entrants.Select(entrant => entrant.Runs[0].Values));
        Assert.Equal(table.BaselineRun(0).Values, record.Baselines.SelectMany(run => run.Values));
        Assert.Equal([1.0, 1.0], record.Entrants[0].Runs[0].Weights);
        Assert.Equal(record.Entrants[2].Runs[0].Folder, record.Search.MaxBy(weights => weights.ValidationScore)!.Folder);
        Assert.All(record.Search, weights => Assert.Equal(2, weights.Weights.Sum(), 4));
        Assert.Equal((1.0, 1.0), (record.Entrants[0].StepRatio, record.Entrants[0].ProcessorStepRatio));
        Assert.True(record.Entrants[0].ProcessorSecondsPerIteration > 0);
        Assert.True(File.Exists(Path.Combine(Plan().Folder, record.Entrants[1].Runs[0].Folder, RunFileNames.Trace)));
    }

    [Fact]
    public async Task RunAsync_OneMethodFails_TheOthersAreTrainedAndJudged()
    {
        ComparisonResult result = await Study(failing: "imtl-g:negative-weights=keep").RunAsync(CancellationToken.None);
        ComparisonRecord record = ComparisonSummary.Of(Plan(), result, jobs: 1).Record;

        Assert.Equal([true, false, true], record.Entrants.Select(entrant => entrant.Score is not null));
        FailedRun failed = Assert.Single(record.Failures);
        Assert.Equal(("imtl-g:negative-weights=keep", 0, "It broke."), (failed.Label, failed.Seed, failed.Error));
        Assert.Null(record.Unscored);
    }

    [Fact]
    public async Task RunAsync_ABaselineFails_NothingIsJudgedAndAnOldTableGoes()
    {
        Directory.CreateDirectory(Plan().Folder);
        ComparisonResult result = await Study(failing: "single-task edges").RunAsync(CancellationToken.None);
        File.WriteAllText(Path.Combine(Plan().Folder, "results.csv"), "old");
        ComparisonSummary summary = ComparisonSummary.Of(Plan(), result, jobs: 1);
        summary.Write(Plan().Folder);

        Assert.Equal("The baseline 'single-task edges' with seed 0 failed: It broke.", summary.Record.Unscored);
        Assert.Equal(2, summary.Record.Metrics.DistinctBy(metric => metric.Task).Count());
        Assert.False(File.Exists(Path.Combine(Plan().Folder, "results.csv")));
    }

    [Theory]
    [InlineData("uw", 0, "depth, edges", "A comparison needs at least two entrants, got 'uw' (--methods): name more, separated by commas, or search fixed weights with --search.")]
    [InlineData("uw,UW", 0, "depth, edges", "The entrant 'uw' is there twice (--methods): give it once, or with other options.")]
    [InlineData("uw,dwa", 0, "depth", "A comparison needs at least two tasks, got 'depth' (--tasks): with one there is nothing to weigh.")]
    public void Validate_NothingToCompare_SaysWhatIsMissing(string methods, int searched, string tasks, string expected)
    {
        ComparisonPlan plan = Plan() with { Methods = MethodSpec.ParseList(methods), Searched = searched, Common = YamlConfigurationTests.Read($"problem: scenes\ntasks: [{tasks}]") };

        Assert.Equal(expected, Assert.Throws<ConfigurationException>(plan.Validate).Message);
    }

    [Fact]
    public void Validate_OneMethodAndASearch_IsEnough() => (Plan() with { Methods = [MethodSpec.Parse("autoscale")], Searched = 1 }).Validate();

    [Fact]
    public void Name_SameStudyOrAnother_IsTheSameOrAnother()
    {
        Assert.Matches("^compare-scenes-[0-9a-f]{8}$", Plan().Name());
        Assert.Equal(Plan().Name(), (Plan() with { Folder = "elsewhere" }).Name());
        Assert.NotEqual(Plan().Name(), Plan(seed: 1).Name());
    }

    [Fact]
    public void Name_WithCurves_IsTheSameStudyWithTheSameBaselines()
    {
        ComparisonPlan plan = Plan(), curves = plan with { Common = plan.Common.With(YamlConfigurationTests.Read("tensorboard: true")) };

        Assert.Equal((plan.Name(), plan.Describe()), (curves.Name(), curves.Describe()));
        Assert.Equal(plan.BaselineRuns().Select(run => run.Folder), curves.BaselineRuns().Select(run => run.Folder));
        Assert.All(curves.MethodRuns().Concat(curves.BaselineRuns()), run => Assert.True(run.Configuration.TensorBoard));
    }

    [Fact]
    public async Task RunAsync_ResultsOfAFinishedRunAreDamaged_ThatRunHasFailed()
    {
        ComparisonResult first = await Study().RunAsync(CancellationToken.None);
        string run = Path.Combine(Plan().Folder, first.Entrants[1].Folder);
        File.WriteAllText(Path.Combine(run, RunFileNames.Metrics), "x\n");

        ComparisonResult again = await Study().RunAsync(CancellationToken.None);

        Assert.Equal(
            $"{run}/metrics.jsonl, line 1: Expected the evaluation of a run: a JSON object with iteration, split, isBest and tasks. Remove {run} to train 'imtl-g:negative-weights=keep' again.",
            Assert.Single(again.Failed).Error);
        Assert.Equal(["unitary", ComparisonPlan.SearchedLabel], again.Table().Methods);
    }

    [Fact]
    public void SearchedRuns_OfAnotherVector_HaveOtherFolders()
    {
        // A search run that failed may be trained in a later sitting and be the best then: the former best's folders hold other weights.
        ComparisonPlan plan = Plan() with { Seeds = [0, 1] };
        PlannedRun first = Assert.Single(plan.SearchedRuns(0));
        PlannedRun second = Assert.Single(plan.SearchedRuns(1));

        Assert.Equal((ComparisonPlan.SearchedLabel, ComparisonPlan.SearchedLabel), (first.Label, second.Label));
        Assert.NotEqual(first.Folder, second.Folder);
        Assert.DoesNotContain(first.Folder, plan.SearchRuns().Select(run => run.Folder));
    }

    private ComparisonPlan Plan(int seed = 0) => new()
    {
        Common = YamlConfigurationTests.Read("""
            problem: scenes
            tasks: [depth, edges]
            problem-options: {height: 16, width: 16, train: 8, validation: 4, test: 4}
            batch: 4
            iterations: 3
            threads: 1
            """),
        Methods = [MethodSpec.Parse("unitary"), MethodSpec.Parse("IMTL-G:negative-weights=keep")],
        Seeds = [seed],
        Searched = 2,
        Directory = _folder,
        Folder = Path.Combine(_folder, "study"),
        Baselines = Path.Combine(_folder, "baselines"),
    };

    private ComparisonStudy Study(int seed = 0, string failing = "") =>
        new(Plan(seed), new RunBatch((run, resume, _, stop) => Launch(run, resume, failing, stop), jobs: 1, new Nobody()));

    private Task<RunExit> Launch(PlannedRun run, bool resume, string failing, CancellationToken stop)
    {
        if (run.Label == failing)
        {
            return Task.FromResult(new RunExit("It broke."));
        }

        _launched++;
        using TrainingRun training = new(run.Configuration, TimeProvider.System);
        training.Execute(new RunFolder(run.Folder), resume, new Silent(), stop);
        return Task.FromResult(new RunExit(null));
    }

    private sealed class Nobody : IBatchObserver
    {
        public void OnPlan(IReadOnlyList<PlannedRun> runs)
        {
        }

        public void OnWait(PlannedRun run)
        {
        }

        public void OnIteration(PlannedRun run, int iteration)
        {
        }

        public void OnEnd(PlannedRun run, RunExit outcome)
        {
        }
    }

    private sealed class Silent : ITrainingObserver
    {
        public void OnStep(in StepReport report)
        {
        }

        public void OnEvaluation(AutoScale.Runs.EvaluationReport report)
        {
        }

        public void OnCheckpoint(int iteration)
        {
        }

        public void OnWarning(string text)
        {
        }
    }
}

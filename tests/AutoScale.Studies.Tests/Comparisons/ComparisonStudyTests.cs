using AutoScale.Evaluation;
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

        await Assert.ThrowsAsync<ConfigurationException>(() => Study(seed: 1).RunAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("imtl-g:keep")]
    [InlineData("imtl-g:a=1:a=2")]
    public void Parse_OptionsOfAnotherForm_SaysHowTheyAreWritten(string text) =>
        Assert.Contains("name:option=value", Assert.Throws<ConfigurationException>(() => MethodSpec.Parse(text)).Message, StringComparison.Ordinal);

    private ComparisonStudy Study(int seed = 0) => new(
        new ComparisonPlan
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
        },
        new RunBatch(Launch, jobs: 1, new Nobody()));

    private Task<RunExit> Launch(PlannedRun run, bool resume, Action<int> onIteration, CancellationToken stop)
    {
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

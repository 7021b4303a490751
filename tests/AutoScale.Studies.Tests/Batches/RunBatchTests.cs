using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Tests.Batches;

public sealed class RunBatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-batch-").FullName;
    private readonly List<string> _launched = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ExecuteAsync_SecondTime_TrainsOnlyWhatFailed()
    {
        PlannedRun[] runs = [Plan("a", seed: 0), Plan("b", seed: 1)];
        IReadOnlyList<RunExit> first = await Batch(failing: "b").ExecuteAsync(runs, CancellationToken.None);

        IReadOnlyList<RunExit> second = await Batch(failing: "").ExecuteAsync(runs, CancellationToken.None);

        Assert.Equal([true, false], first.Select(exit => exit.IsCompleted));
        Assert.Equal([(true, true), (true, false)], second.Select(exit => (exit.IsCompleted, exit.WasReused)));
        Assert.Equal(["a", "b", "b"], _launched);
    }

    [Fact]
    public async Task ExecuteAsync_FolderOfAnotherConfiguration_IsRefusedBeforeAnythingRuns()
    {
        PlannedRun run = Plan("a", seed: 0);
        await Batch(failing: "").ExecuteAsync([run], CancellationToken.None);
        PlannedRun changed = run with { Configuration = run.Configuration with { LearningRate = 0.5 } };

        await Assert.ThrowsAsync<ConfigurationException>(() => Batch(failing: "").ExecuteAsync([Plan("b", seed: 1), changed], CancellationToken.None));

        Assert.Equal(["a"], _launched);
    }

    [Fact]
    public async Task ExecuteAsync_DamagedSummary_IsToldBeforeAnythingRuns()
    {
        PlannedRun damaged = Plan("b", seed: 1);
        Directory.CreateDirectory(damaged.Folder);
        await File.WriteAllTextAsync(Path.Combine(damaged.Folder, "run.json"), "{");

        ConfigurationException refusal = await Assert.ThrowsAsync<ConfigurationException>(() => Batch(failing: "").ExecuteAsync([Plan("a", seed: 0), damaged], CancellationToken.None));

        Assert.EndsWith("Remove the folder to train this run again.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_launched);
    }

    private PlannedRun Plan(string label, int seed) => new(label, Path.Combine(_folder, label), RunConfigurationResolver.Resolve(
        YamlConfigurationTests.Read($$"""
            problem: scenes
            method: unitary
            problem-options: {height: 16, width: 16, train: 8, validation: 4, test: 4}
            batch: 4
            iterations: 2
            threads: 1
            seed: {{seed}}
            """),
        _folder));

    private RunBatch Batch(string failing) => new((run, _, onIteration, stop) =>
        {
            _launched.Add(run.Label);
            if (run.Label == failing)
            {
                return Task.FromResult(new RunExit("It failed."));
            }

            using TrainingRun training = new(run.Configuration, TimeProvider.System);
            training.Execute(new RunFolder(run.Folder), resume: false, new Iterations(onIteration), stop);
            return Task.FromResult(new RunExit(null));
        },
        jobs: 1,
        new Nobody());

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

    private sealed class Iterations(Action<int> onIteration) : ITrainingObserver
    {
        public void OnStep(in StepReport report) => onIteration(report.Iteration);

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

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
    private readonly List<string> _waited = [];

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
    public async Task ExecuteAsync_FolderOfAnotherConfiguration_FailsAndTheOthersAreTrained()
    {
        PlannedRun run = Plan("a", seed: 0);
        await Batch(failing: "").ExecuteAsync([run], CancellationToken.None);
        PlannedRun changed = run with { Configuration = run.Configuration with { LearningRate = 0.5 } };

        IReadOnlyList<RunExit> exits = await Batch(failing: "").ExecuteAsync([changed, Plan("b", seed: 1)], CancellationToken.None);

        Assert.Equal($"{run.Folder}/config.yaml is of a run with other settings than 'a' has in this study. Remove {run.Folder} to train this run anew.", exits[0].Error);
        Assert.Equal(new RunExit(null), exits[1]);
        Assert.Equal(["a", "b"], _launched);
    }

    [Fact]
    public async Task ExecuteAsync_FinishedWithoutCurves_IsReusedByAStudyWithCurves()
    {
        PlannedRun run = Plan("a", seed: 0);
        await Batch(failing: "").ExecuteAsync([run], CancellationToken.None);

        IReadOnlyList<RunExit> exits = await Batch(failing: "").ExecuteAsync([run.WithCurves(true)], CancellationToken.None);

        Assert.Equal([new RunExit(null, WasReused: true)], exits);
    }

    [Fact]
    public async Task ExecuteAsync_DamagedSummary_FailsAndTheOthersAreTrained()
    {
        PlannedRun damaged = Plan("b", seed: 1);
        Directory.CreateDirectory(damaged.Folder);
        await File.WriteAllTextAsync(Path.Combine(damaged.Folder, "run.json"), "{");

        IReadOnlyList<RunExit> exits = await Batch(failing: "").ExecuteAsync([damaged, Plan("a", seed: 0)], CancellationToken.None);

        Assert.Equal(
            $"{damaged.Folder}/run.json is damaged: expected the JSON object that a run of this version writes. Remove {damaged.Folder} to train this run anew.", exits[0].Error);
        Assert.True(exits[1].IsCompleted);
        Assert.Equal(["a"], _launched);
    }

    [Fact]
    public async Task ExecuteAsync_FolderThatCannotBeMade_FailsAndTheOthersAreTrained()
    {
        PlannedRun run = Plan("a", seed: 0);
        await File.WriteAllTextAsync(run.Folder, "a file");

        IReadOnlyList<RunExit> exits = await Batch(failing: "").ExecuteAsync([run, Plan("b", seed: 1)], CancellationToken.None);

        Assert.Contains(run.Folder, exits[0].Error, StringComparison.Ordinal);
        Assert.True(exits[1].IsCompleted);
    }

    [Fact]
    public async Task ExecuteAsync_ResumedRunFails_SaysWhatToRemove()
    {
        PlannedRun run = Plan("a", seed: 0);
        RunFolder folder = new(run.Folder);
        await File.WriteAllTextAsync(folder.LastCheckpoint, "damaged");

        RunExit exit = Assert.Single(await Batch(failing: "a").ExecuteAsync([run], CancellationToken.None));

        Assert.Equal($"It failed. It went on from its checkpoint: to train it from the start, remove {run.Folder}.", exit.Error);
    }

    [Fact]
    public async Task ExecuteAsync_AnotherProcessTrainsInTheFolder_WaitsForItAndSaysSo()
    {
        PlannedRun run = Plan("a", seed: 0);
        Task<IReadOnlyList<RunExit>> batch;
        using (new RunFolder(run.Folder).Lock())
        {
            batch = Batch(failing: "").ExecuteAsync([run], CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            Assert.False(batch.IsCompleted);
        }

        Assert.Equal([new RunExit(null)], await batch);
        Assert.Equal(["a"], _waited);
    }

    [Fact]
    public async Task ExecuteAsync_AnotherProcessIsQuickerToTakeTheFolder_WaitsForIt()
    {
        PlannedRun run = Plan("a", seed: 0);
        IDisposable? other = null;
        Task<RunExit> Launch(PlannedRun launched, bool resume, Action<int> onIteration, CancellationToken stop)
        {
            _launched.Add(launched.Label);
            if (other is not null)
            {
                return Task.FromResult(new RunExit(null));
            }

            other = new RunFolder(launched.Folder).Lock();
            _ = Task.Delay(TimeSpan.FromMilliseconds(500), stop).ContinueWith(_ => other.Dispose(), TaskScheduler.Default);
            return Task.FromResult(new RunExit("It is in use."));
        }

        IReadOnlyList<RunExit> exits = await new RunBatch(Launch, jobs: 1, new Waiting(_waited)).ExecuteAsync([run], CancellationToken.None);

        Assert.Equal([new RunExit(null)], exits);
        Assert.Equal(["a", "a"], _launched);
        Assert.Equal(["a"], _waited);
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
        new Waiting(_waited));

    private sealed class Waiting(List<string> waited) : IBatchObserver
    {
        public void OnWait(PlannedRun run) => waited.Add(run.Label);

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

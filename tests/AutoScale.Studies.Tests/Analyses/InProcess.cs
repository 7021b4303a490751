using AutoScale.Runs;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Runs;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Tests.Analyses;

/// <summary>Trains the runs of a study in this process, one after the other, and notes which.</summary>
/// <param name="afterStep">Told after every update how many there were over all runs.</param>
internal sealed class InProcess(Action<int>? afterStep = null) : IBatchObserver, ITrainingObserver
{
    private int _iterations;

    public List<string> Launched { get; } = [];

    public RunBatch Batch => new(Launch, jobs: 1, this);

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

    public void OnStep(in StepReport report) => afterStep?.Invoke(++_iterations);

    public void OnEvaluation(EvaluationReport report)
    {
    }

    public void OnCheckpoint(int iteration)
    {
    }

    public void OnWarning(string text)
    {
    }

    private Task<RunExit> Launch(PlannedRun run, bool resume, Action<int> onIteration, CancellationToken stop)
    {
        Launched.Add(run.Label);
        using TrainingRun training = new(run.Configuration, TimeProvider.System);
        training.Execute(new RunFolder(run.Folder), resume, this, stop);
        return Task.FromResult(new RunExit(null));
    }
}

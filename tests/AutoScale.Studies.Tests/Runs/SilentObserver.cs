using AutoScale.Runs;
using AutoScale.Training;

namespace AutoScale.Studies.Tests.Runs;

/// <summary>Watches a run and says nothing.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public void OnStep(in StepReport report)
    {
    }

    public void OnEvaluation(EvaluationReport report)
    {
    }

    public void OnCheckpoint(int iteration)
    {
    }

    public void OnWarning(string text)
    {
    }
}

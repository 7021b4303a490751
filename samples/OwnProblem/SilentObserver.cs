using AutoScale.Runs;
using AutoScale.Training;

namespace OwnProblem;

/// <summary>Watches a run and says nothing but warnings.</summary>
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

    public void OnWarning(string text) => Console.Error.WriteLine(text);
}

using AutoScale.Runs;

namespace AutoScale.Training;

/// <summary>Watches a run as it goes: a progress bar, a log, a test.</summary>
public interface ITrainingObserver
{
    /// <summary>After every update.</summary>
    /// <param name="report">What happened; its arrays are the run's own and must not be changed or kept.</param>
    void OnStep(in StepReport report);

    /// <summary>After every evaluation of a split.</summary>
    /// <param name="report">The task metrics.</param>
    void OnEvaluation(EvaluationReport report);

    /// <summary>After a checkpoint is safely on disk.</summary>
    /// <param name="iteration">The iteration it holds.</param>
    void OnCheckpoint(int iteration);

    /// <summary>Something a person should know; the run goes on.</summary>
    /// <param name="text">One sentence.</param>
    void OnWarning(string text);
}

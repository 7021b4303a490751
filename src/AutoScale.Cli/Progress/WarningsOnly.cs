using AutoScale.Runs;
using AutoScale.Training;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a training that is soon over, and passes on its warnings alone.</summary>
/// <param name="error">Where they go.</param>
internal sealed class WarningsOnly(TextWriter error) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnStep(in StepReport report)
    {
    }

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report)
    {
    }

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration)
    {
    }

    /// <inheritdoc/>
    public void OnWarning(string text) => error.WriteLine($"warning: {text}");
}

using AutoScale.Runs;
using AutoScale.Training;

using Spectre.Console;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a run as a display that is drawn over itself, a few times a second.</summary>
/// <param name="title">What is being trained.</param>
/// <param name="state">The run, kept up to date here.</param>
/// <param name="display">The display.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveProgress(string title, ProgressState state, LiveDisplayContext display, TimeProvider time) : ITrainingObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private long _lastDrawn;

    /// <inheritdoc/>
    public void OnStep(in StepReport step)
    {
        state.Step(step.Iteration, step.Phase, step.Losses, step.Weights);
        if (step.Iteration == state.TotalIterations || _lastDrawn == 0 || time.GetElapsedTime(_lastDrawn) >= Pause)
        {
            Draw();
        }
    }

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report)
    {
        state.Evaluated(report);
        Draw();
    }

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration)
    {
    }

    /// <inheritdoc/>
    public void OnWarning(string text)
    {
        state.Warnings.Add(text);
        Draw();
    }

    private void Draw()
    {
        _lastDrawn = time.GetTimestamp();
        display.UpdateTarget(ProgressView.Of(title, state));
    }
}

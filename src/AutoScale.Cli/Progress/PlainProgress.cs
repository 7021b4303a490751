using AutoScale.Runs;
using AutoScale.Training;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a run in plain lines: every few seconds, at every change of phase, at every evaluation.</summary>
/// <param name="state">The run, kept up to date here.</param>
/// <param name="environment">Where the lines go.</param>
internal sealed class PlainProgress(ProgressState state, CommandEnvironment environment) : ITrainingObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private long _lastLine = environment.Time.GetTimestamp();

    /// <inheritdoc/>
    public void OnStep(in StepReport step)
    {
        string before = state.Phase;
        state.Step(step.Iteration, step.Phase, step.Losses, step.Weights);
        bool isLast = step.Iteration == state.TotalIterations;
        if (isLast || before != step.Phase || environment.Time.GetElapsedTime(_lastLine) >= Pause)
        {
            _lastLine = environment.Time.GetTimestamp();
            environment.Out.WriteLine(PlainText.Line(state));
            environment.Out.Flush();
        }
    }

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report)
    {
        state.Evaluated(report);
        environment.Out.WriteLine(PlainText.Line(report));
        environment.Out.Flush();
    }

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration)
    {
    }

    /// <inheritdoc/>
    public void OnWarning(string text) => environment.Error.WriteLine($"warning: {text}");
}

using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Training;

namespace AutoScale.Cli.Progress;

/// <summary>Follows a run as one JSON object a line, for programs. docs/command-line.md lists the events.</summary>
/// <param name="state">The run, kept up to date here.</param>
/// <param name="environment">Where the lines go.</param>
internal sealed class JsonProgress(ProgressState state, CommandEnvironment environment) : ITrainingObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long _lastLine;

    /// <inheritdoc/>
    public void OnStep(in StepReport step)
    {
        state.Step(step.Iteration, step.Phase, step.Losses, step.Weights);
        if (step.Iteration != state.TotalIterations && _lastLine != 0 && environment.Time.GetElapsedTime(_lastLine) < Pause)
        {
            return;
        }

        _lastLine = environment.Time.GetTimestamp();
        Write(new JsonObject
        {
            ["event"] = "step",
            ["iteration"] = step.Iteration,
            ["iterations"] = state.TotalIterations,
            ["phase"] = step.Phase,
            ["losses"] = RecordJson.PerTask(state.Tasks, step.Losses),
            ["weights"] = RecordJson.PerTask(state.Tasks, step.Weights),
            ["learningRate"] = RecordJson.Number(step.LearningRate),
            ["iterationsPerSecond"] = RecordJson.Number(state.PerSecond),
            ["secondsLeft"] = state.Remaining is { } left ? RecordJson.Number(left.TotalSeconds) : null,
        });
    }

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report)
    {
        state.Evaluated(report);
        Write(new JsonObject
        {
            ["event"] = "evaluation",
            ["iteration"] = report.Iteration,
            ["split"] = report.Split,
            ["selectionScore"] = RecordJson.Number(report.SelectionScore),
            ["tasks"] = EvaluationFormat.Tasks(report),
        });
    }

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration) => Write(new JsonObject { ["event"] = "checkpoint", ["iteration"] = iteration });

    /// <inheritdoc/>
    public void OnWarning(string text) => Write(new JsonObject { ["event"] = "warning", ["text"] = text });

    private void Write(JsonObject line) => JsonText.WriteLine(environment.Out, line);
}

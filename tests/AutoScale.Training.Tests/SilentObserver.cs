using AutoScale.Runs;

namespace AutoScale.Training.Tests;

/// <summary>Remembers what a run said.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public List<(int Iteration, double[] Losses, double[] Weights)> Steps { get; } = [];

    public List<EvaluationReport> Evaluations { get; } = [];

    public List<int> Checkpoints { get; } = [];

    public List<string> Warnings { get; } = [];

    public Action<int>? AfterStep { get; set; }

    public void OnStep(in StepReport report)
    {
        Steps.Add((report.Iteration, [.. report.Losses], [.. report.Weights]));
        AfterStep?.Invoke(report.Iteration);
    }

    public void OnEvaluation(EvaluationReport report) => Evaluations.Add(report);

    public void OnCheckpoint(int iteration) => Checkpoints.Add(iteration);

    public void OnWarning(string text) => Warnings.Add(text);
}

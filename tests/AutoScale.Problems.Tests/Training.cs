using AutoScale.Runs;
using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Problems.Tests;

/// <summary>Trains a problem for some steps and remembers the losses.</summary>
internal sealed class Training : ITrainingObserver
{
    private readonly List<double[]> _losses = [];

    private Training()
    {
    }

    public static (IReadOnlyList<double[]> Losses, TrainingResult Result) Run(IProblem problem, int iterations, int batch)
    {
        Training observer = new();
        TrainingOptions options = new() { Iterations = iterations, BatchSize = batch, LearningRate = problem.Defaults.LearningRate };
        using Trainer trainer = new(problem, new Unitary(), options, null, TimeProvider.System);
        return (observer._losses, trainer.Run(observer, resume: false, CancellationToken.None));
    }

    public void OnStep(in StepReport report) => _losses.Add([.. report.Losses]);

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

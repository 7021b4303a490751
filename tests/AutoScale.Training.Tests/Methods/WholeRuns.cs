using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

/// <summary>What every method of the engine has to stand in the real trainer.</summary>
internal static class WholeRuns
{
    public static TrainingOptions Options { get; } = new()
    {
        Iterations = 24,
        BatchSize = 8,
        LearningRate = 0.01,
        Seed = 11,
        ValidateEvery = 7,
        CheckpointEvery = 5,
        WeightScale = WeightScale.Raw,
    };

    /// <summary>Stops a run, resumes it, and compares every file with those of an uninterrupted one, byte by byte.</summary>
    public static void AssertResumedEqualsUninterrupted(Func<IWeighting> create, TrainingOptions options, int stopAfter)
    {
        using TemporaryFolder whole = new(), broken = new();
        Run(create(), options, whole.Path);
        using (CancellationTokenSource stop = new())
        {
            SilentObserver observer = new() { AfterStep = iteration => { if (iteration == stopAfter) { stop.Cancel(); } } };
            using TinyProblem problem = new();
            using Trainer trainer = new(problem, create(), options, new RunFolder(broken.Path), TimeProvider.System);
            Assert.Throws<OperationCanceledException>(() => trainer.Run(observer, resume: false, stop.Token));
        }

        Run(create(), options, broken.Path, resume: true);
        foreach (string file in new[] { "trace.jsonl", "metrics.jsonl", "checkpoint/best.safetensors", "checkpoint/last.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Path, file)), File.ReadAllBytes(Path.Combine(broken.Path, file)));
        }
    }

    /// <summary>Runs the tiny problem, or another one, to its end.</summary>
    public static SilentObserver Run(IWeighting weighting, TrainingOptions options, string? folder = null, bool resume = false, TinyProblem? on = null)
    {
        SilentObserver observer = new();
        using TinyProblem problem = on ?? new();
        using Trainer trainer = new(problem, weighting, options, folder is null ? null : new RunFolder(folder), TimeProvider.System);
        trainer.Run(observer, resume, CancellationToken.None);
        Assert.All(trainer.Model.Parameters(), parameter => Assert.True(parameter.IsFinite()));
        return observer;
    }
}

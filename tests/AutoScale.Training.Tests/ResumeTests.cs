using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests;

public sealed class ResumeTests
{
    private static readonly TrainingOptions Options = new()
    {
        Iterations = 24,
        BatchSize = 8,
        LearningRate = 0.01,
        Seed = 11,
        ValidateEvery = 7,
        CheckpointEvery = 5,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(23)]
    public void Run_StoppedAndResumed_EqualsUninterruptedBitForBit(int stopAfter)
    {
        using TemporaryFolder whole = new(), broken = new();
        byte[] expected = Finish(whole.Path, resume: false);

        using (CancellationTokenSource stop = new())
        {
            SilentObserver observer = new() { AfterStep = iteration => { if (iteration == stopAfter) { stop.Cancel(); } } };
            using TinyProblem problem = new();
            using Trainer trainer = new(problem, new Famo(2), Options, new RunFolder(broken.Path), TimeProvider.System);
            Assert.Throws<OperationCanceledException>(() => trainer.Run(observer, resume: false, stop.Token));
        }

        Assert.Equal(expected, Finish(broken.Path, resume: true));
        foreach (string file in new[] { "trace.jsonl", "metrics.jsonl", "checkpoint/best.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Path, file)), File.ReadAllBytes(Path.Combine(broken.Path, file)));
        }
    }

    [Fact]
    public void Run_CrashedBetweenCheckpoints_DropsTheLinesAfterTheLastOne()
    {
        using TemporaryFolder whole = new(), broken = new();
        byte[] expected = Finish(whole.Path, resume: false);
        SilentObserver observer = new() { AfterStep = iteration => { if (iteration == 13) { throw new InvalidOperationException("crash"); } } };
        using (TinyProblem problem = new())
        using (Trainer trainer = new(problem, new Famo(2), Options, new RunFolder(broken.Path), TimeProvider.System))
        {
            Assert.Throws<InvalidOperationException>(() => trainer.Run(observer, resume: false, CancellationToken.None));
        }

        Assert.Equal(expected, Finish(broken.Path, resume: true));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Path, "trace.jsonl")), File.ReadAllBytes(Path.Combine(broken.Path, "trace.jsonl")));
    }

    [Fact]
    public void Run_FinishedRunResumed_OnlyReportsAgain()
    {
        using TemporaryFolder folder = new();
        byte[] first = Finish(folder.Path, resume: false);
        byte[] metrics = File.ReadAllBytes(Path.Combine(folder.Path, "metrics.jsonl"));

        Assert.Equal(first, Finish(folder.Path, resume: true));
        Assert.Equal(metrics, File.ReadAllBytes(Path.Combine(folder.Path, "metrics.jsonl")));
    }

    [Fact]
    public void Run_CheckpointWithOneFlippedBit_IsRefused()
    {
        using TemporaryFolder folder = new();
        Finish(folder.Path, resume: false);
        string path = new RunFolder(folder.Path).LastCheckpoint;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);

        TrainingException error = Assert.Throws<TrainingException>(() => Finish(folder.Path, resume: true));

        Assert.Contains("last.safetensors cannot be used: its checksum does not fit", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(500)]
    public void Run_CheckpointCutShort_IsRefused(int length)
    {
        using TemporaryFolder folder = new();
        Finish(folder.Path, resume: false);
        string path = new RunFolder(folder.Path).LastCheckpoint;
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        TrainingException error = Assert.Throws<TrainingException>(() => Finish(folder.Path, resume: true));

        Assert.Contains("last.safetensors cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderOfAnotherRun_IsRefused()
    {
        using TemporaryFolder folder = new();
        Finish(folder.Path, resume: false);
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new Famo(2), Options with { LearningRate = 0.02 }, new RunFolder(folder.Path), TimeProvider.System);

        TrainingException error = Assert.Throws<TrainingException>(() => trainer.Run(new SilentObserver(), resume: true, CancellationToken.None));

        Assert.Contains("holds another run", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("settings")]
    public void Run_FolderOfARunWithAnotherScheduleOrMethodSettings_IsRefused(string change)
    {
        using TemporaryFolder folder = new();
        Finish(folder.Path, resume: false);
        using TinyProblem problem = new();
        TrainingOptions other = change == "schedule" ? Options with { Schedule = new AutoScale.Torch.PolynomialSchedule(2) } : Options with { MethodSettings = "decay=1" };
        using Trainer trainer = new(problem, new Famo(2), other, new RunFolder(folder.Path), TimeProvider.System);

        Assert.Throws<TrainingException>(() => trainer.Run(new SilentObserver(), resume: true, CancellationToken.None));
    }

    [Fact]
    public void Run_TraceShorterThanItsCheckpointSays_IsRefused()
    {
        using TemporaryFolder folder = new();
        Finish(folder.Path, resume: false);
        File.WriteAllText(new RunFolder(folder.Path).Trace, "");

        TrainingException error = Assert.Throws<TrainingException>(() => Finish(folder.Path, resume: true));

        Assert.Contains("lines were removed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_TakenTwice_IsRefusedUntilReleased()
    {
        using TemporaryFolder folder = new();
        RunFolder run = new(folder.Path);
        using (run.Lock())
        {
            Assert.Contains("is in use", Assert.Throws<TrainingException>(run.Lock).Message, StringComparison.Ordinal);
        }

        run.Lock().Dispose();
    }

    private static byte[] Finish(string path, bool resume)
    {
        RunFolder folder = new(path);
        using TinyProblem problem = new();
        using Trainer trainer = new(problem, new Famo(2), Options, folder, TimeProvider.System);
        trainer.Run(new SilentObserver(), resume, CancellationToken.None);
        return File.ReadAllBytes(folder.LastCheckpoint);
    }
}

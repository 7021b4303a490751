using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Cli.Tests.Training;

/// <summary>Files that cannot be written: the one that failed first is named, and nothing half-written stays.</summary>
[Collection(EngineTests.Name)]
public sealed class FailedWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TheDiskFillsUp_LeavesNoTemporaryFileAndTheFormerOne()
    {
        string path = _folder.Write("file", "former");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100]);
            throw new IOException("No space left on device");
        }));

        Assert.Equal(["file"], _folder.Entries);
        Assert.Equal("former", File.ReadAllText(path));
    }

    [Fact]
    public void Execute_ALaterFileFailsToo_ThrowsTheFirstFailure()
    {
        GivenConfiguration given = YamlConfiguration.Read(new StringReader("""
            method: unitary
            iterations: 4
            batch: 4
            threads: 1
            problem-options: {height: 16, width: 16, train: 12, validation: 4, test: 4}
            """), "run.yaml");
        using TrainingRun run = new(RunConfigurationResolver.Resolve(given, _folder.Path), TimeProvider.System);
        RunFolder folder = new(Path.Combine(_folder.Path, "run"));

        IOException failure = Assert.Throws<IOException>(() => run.Execute(folder, resume: false, new DiskFiller(folder), CancellationToken.None));

        Assert.Equal("No space left on device: 'trace.jsonl'", failure.Message);
    }

    [Fact]
    public void Train_DefaultFolderAndBadData_GivesTheFolderBack()
    {
        CommandRun run = CommandRun.In(_folder.Path, ["train", "--problem", "multi-mnist", "--data", "nowhere"]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal(["runs"], _folder.Entries);
    }

    /// <summary>Fails at the first step, and has run.json fail after it.</summary>
    private sealed class DiskFiller(RunFolder folder) : ITrainingObserver
    {
        public void OnStep(in StepReport step)
        {
            Directory.CreateDirectory(folder.Summary + ".tmp");
            throw new IOException("No space left on device: 'trace.jsonl'");
        }

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
}

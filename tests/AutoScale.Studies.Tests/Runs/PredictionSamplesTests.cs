using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Tests.Runs;

public sealed class PredictionSamplesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-samples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Execute_ScenesWithThreeTestExamples_LeavesThreeSamples()
    {
        RunFolder folder = Train("run", testCount: 3);

        SampleRecord record = SampleRecord.Parse(File.ReadAllText(folder.Samples), folder.Samples);

        Assert.Equal(["Test example 1", "Test example 2", "Test example 3"], record.Samples.Select(sample => sample.Caption));
        Assert.All(record.Samples, sample => Assert.Equal(9, sample.Pictures.Count));
        Assert.NotEqual(record.Samples[0].Pictures[0].Png, record.Samples[1].Pictures[0].Png);
    }

    [Fact]
    public void Execute_MoreTestExamples_ShowsFourAndResumedTheSame()
    {
        RunFolder folder = Train("run", testCount: 6);
        string before = File.ReadAllText(folder.Samples);
        Assert.Equal(4, SampleRecord.Parse(before, folder.Samples).Samples.Count);
        File.Delete(folder.Samples);

        Train("run", testCount: 6, resume: true);

        Assert.Equal(before, File.ReadAllText(folder.Samples));
    }

    [Fact]
    public void Execute_FileThatCannotBeWritten_CompletesTheRunWithAWarning()
    {
        RunFolder folder = new(Path.Combine(_folder, "run"));
        Directory.CreateDirectory(folder.Samples + ".tmp");

        Train("run", testCount: 3);

        RunRecord record = RunRecord.Parse(File.ReadAllText(folder.Summary), folder.Summary);
        Assert.Equal(RunStatus.Completed, record.Status);
        Assert.StartsWith("samples.json was not written: ", record.Warnings.Single(), StringComparison.Ordinal);
    }

    private RunFolder Train(string name, int testCount, bool resume = false)
    {
        string yaml = $$"""
            method: unitary
            iterations: 4
            batch: 4
            threads: 1
            problem-options: {height: 16, width: 16, train: 12, validation: 4, test: {{testCount}}}
            """;
        RunConfiguration configuration = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read(yaml), _folder);
        using TrainingRun run = new(configuration, TimeProvider.System);
        RunFolder folder = new(Path.Combine(_folder, name));
        run.Execute(folder, resume, new SilentObserver(), CancellationToken.None);
        return folder;
    }
}

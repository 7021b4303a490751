using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Training.Checkpoints;
using AutoScale.Training.Methods;

namespace AutoScale.Studies.Tests.Runs;

/// <summary>Every method trains both problems for 60 steps on very little data, by name, as a user would.</summary>
public sealed class EveryMethodTests : IDisposable
{
    private const int Iterations = 60;
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-methods-").FullName;

    public static TheoryData<string> Methods => [.. TrainingMethodCatalogue.All.Select(method => method.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Execute_ScenesOfFourTasks_LeavesAFiniteRun(string method) => Train(method, """
        problem: scenes
        batch: 4
        problem-options: {height: 16, width: 16, train: 12, validation: 4, test: 4}
        """);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Execute_MultiMnistOfTwoTasks_LeavesAFiniteRun(string method)
    {
        TinyDigits.Write(_folder);
        Train(method, $$"""
            problem: multi-mnist
            data: {{_folder}}
            batch: 8
            problem-options: {train: 40, validation: 8, test: 10}
            """);
    }

    private void Train(string method, string problem)
    {
        string required = string.Join(", ", TrainingMethodCatalogue.Find(method).Options.Where(option => option.IsRequired).Select(option => $"{option.Name}: 1"));
        string yaml = $$"""
            {{problem}}
            method: {{method}}
            method-options: { {{required}} }
            iterations: {{Iterations}}
            validate-every: 20
            threads: 1
            """;
        RunConfiguration configuration = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read(yaml), _folder);
        using TrainingRun run = new(configuration, TimeProvider.System);
        RunFolder folder = new(Path.Combine(_folder, "run"));

        RunOutcome outcome = run.Execute(folder, resume: false, new SilentObserver(), CancellationToken.None);

        Assert.Equal(Iterations, outcome.Result.Iterations);
        Assert.Equal(0, outcome.Result.SkippedSteps);
        Assert.All(outcome.Result.Test.Tasks, task => Assert.True(double.IsFinite(task.Loss)));
        using StreamReader reader = new(folder.Trace);
        Trace trace = Trace.Read(reader);
        Assert.Equal(Iterations, trace.Records.Count);
        Assert.All(trace.Records, record => Assert.All(record.Weights!, weight => Assert.True(double.IsFinite(weight))));
        Assert.Contains(trace.Records, record => record.Weights!.Any(weight => weight != 0));
        Assert.NotEqual(trace.Records[0].Losses, trace.Records[^1].Losses);
    }
}

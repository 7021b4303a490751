using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Training;

/// <summary>What becomes of a run when whoever started it, or reads what it prints, is gone.</summary>
[Collection(EngineTests.Name)]
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_ReaderOfItsOutputGoesAway_FinishesQuietlyAndKeepsTheRun()
    {
        using ChildProcess child = new(_folder.Path, [.. TinyScenes.Problem, "--method", "unitary", "-n", "30", "--checkpoint-every", "2", "--out", "run"]);

        (int exitCode, string error) = child.FinishUnheard();

        Assert.Equal((ExitCode.Success, string.Empty), (exitCode, error));
        Assert.Equal("completed", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "run/run.json")))!["status"]);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "run/weights.json")));
    }

    [Fact]
    public void Train_InputOfAStudyEnds_StopsWithACheckpoint()
    {
        using ChildProcess child = new(_folder.Path, [.. TinyScenes.Problem, "--method", "unitary", "-n", "1000000", "--checkpoint-every", "2", "--out", "run"]);
        Assert.True(child.WaitForCheckpoint(2));

        child.CloseInput();
        (int exitCode, string error) = child.Finish();

        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.StartsWith("Stopped; everything so far is in", error, StringComparison.Ordinal);
        Assert.Equal("stopped", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "run/run.json")))!["status"]);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Training;

/// <summary>A run that is killed at random moments and resumed ends bit for bit as one that was left alone. AUTOSCALE_KILLS=20 kills more often.</summary>
[Collection(EngineTests.Name)]
public sealed class KillTests : IDisposable
{
    private const int StepsBetweenKills = 10;
    private const int CheckpointEvery = 3;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_KilledAtRandomMoments_EndsAsIfItHadNotBeen()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("AUTOSCALE_KILLS") ?? "5", CultureInfo.InvariantCulture);
        int steps = kills * StepsBetweenKills;
        string[] run =
        [
            .. TinyScenes.Problem, "--method", "autoscale", "--alpha", "0.5", "--tau", "10", "--explorer", "famo",
            "-n", $"{steps}", "--checkpoint-every", $"{CheckpointEvery}", "--validate-every", "7",
        ];
        Assert.Equal(ExitCode.Success, CommandRun.In(_folder.Path, ["train", "--out", "whole", .. run]).ExitCode);

        Random random = new(1);
        int[] targets = [.. Enumerable.Range(0, kills).Select(_ => random.Next(steps - StepsBetweenKills)).Order()]; // Sorted, so that the run gets on.
        List<int> reached = [.. targets.Select(target => KillAt(target, random, run))];
        (int exitCode, string error) = Finish(run);

        Assert.Equal((ExitCode.Success, string.Empty), (exitCode, error));
        Assert.Contains(reached, iteration => iteration > 0 && iteration < steps / 2); // Resumed while exploring,
        Assert.Contains(reached, iteration => iteration > steps / 2); // and while scalarizing.
        foreach (string file in (string[])["trace.jsonl", "metrics.jsonl", "weights.json", "samples.json", "checkpoint/last.safetensors", "checkpoint/best.safetensors"])
        {
            Assert.True(Bytes($"whole/{file}").AsSpan().SequenceEqual(Bytes($"killed/{file}")), $"{file} differs after {kills} kills.");
        }

        // A kill between a checkpoint and run.json loses the times of the steps in between, never the steps.
        Assert.InRange((int)Json("killed/run.json")["timings"]!["steps"]!, steps - (kills * CheckpointEvery), steps);
    }

    /// <summary>Goes on with the run and kills it some milliseconds after it has saved an iteration, or while it starts if it has that already.</summary>
    /// <returns>The iteration that run.json says the run has saved.</returns>
    private int KillAt(int iteration, Random random, string[] run)
    {
        int before = Saved();
        using ChildProcess child = new(_folder.Path, Arguments(run));
        if (before < iteration)
        {
            Assert.True(child.WaitForCheckpoint(iteration), "The run ended by itself before it could be killed.");
        }

        Thread.Sleep(random.Next(before < iteration ? 60 : 600));
        Assert.True(child.Kill(), "The run ended by itself before it could be killed.");
        return Saved();
    }

    private (int ExitCode, string Error) Finish(string[] run)
    {
        using ChildProcess child = new(_folder.Path, Arguments(run));
        return child.Finish();
    }

    /// <summary>What a person would type: start the run, or resume it once its folder knows what it is.</summary>
    private string[] Arguments(string[] run) =>
        File.Exists(Path.Combine(_folder.Path, "killed/config.yaml")) ? ["--resume", "killed"] : ["--out", "killed", .. run];

    private int Saved() => File.Exists(Path.Combine(_folder.Path, "killed/run.json")) ? (int)Json("killed/run.json")["iterations"]! : 0;

    private byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(_folder.Path, file));

    private JsonObject Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, file)))!.AsObject();
}

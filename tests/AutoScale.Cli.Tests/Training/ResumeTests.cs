using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Training;

[Collection(EngineTests.Name)]
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Resume_AfterAStop_EndsAsAnUninterruptedRun()
    {
        Train([.. TinyScenes.AutoScale, "--out", "whole"]);
        CommandRun stopped = Stopped([.. TinyScenes.AutoScale, "--out", "parts"]);

        Assert.Equal(ExitCode.Interrupted, stopped.ExitCode);
        Assert.Contains($"Go on with: autoscale train --resume {Path.Combine(_folder.Path, "parts")}", stopped.Error, StringComparison.Ordinal);
        Assert.Equal("stopped", (string)Json("parts/run.json")["status"]!);
        Assert.Equal(1, (int)Json("parts/run.json")["iterations"]!);

        CommandRun resumed = Train(["--resume", "parts"]);

        Assert.Equal(ExitCode.Success, resumed.ExitCode);
        Assert.Equal(("completed", 2, 20), ((string)Json("parts/run.json")["status"]!, (int)Json("parts/run.json")["sittings"]!, (int)Json("parts/run.json")["timings"]!["steps"]!));
        foreach (string file in (string[])["trace.jsonl", "metrics.jsonl", "weights.json", "samples.json", "config.yaml", "checkpoint/last.safetensors", "checkpoint/best.safetensors"])
        {
            Assert.True(Bytes($"whole/{file}").AsSpan().SequenceEqual(Bytes($"parts/{file}")), $"{file} differs after a resume.");
        }
    }

    [Fact]
    public void Resume_ACompletedRun_ShowsItsResultAndKeepsItsTimings()
    {
        Train([.. TinyScenes.AutoScale, "--out", "run"]);
        string timings = Json("run/run.json")["timings"]!["forwardSeconds"]!.ToJsonString();

        CommandRun again = Train(["--resume", "run", "--json"]);

        Assert.Equal(ExitCode.Success, again.ExitCode);
        Assert.Equal("result", (string)again.Json[^1]["event"]!);
        Assert.Equal((timings, 20), (Json("run/run.json")["timings"]!["forwardSeconds"]!.ToJsonString(), (int)Json("run/run.json")["timings"]!["steps"]!));
    }

    [Theory]
    [InlineData("seed is '9', but the run in", "--seed", "9")]
    [InlineData("alpha is '0.3', but the run in", "--alpha", "0.3")]
    [InlineData("height is '32', but the run in", "--problem-set", "height=32")]
    [InlineData("method is 'famo', but the run in", "--method", "famo")]
    [InlineData("--resume goes on in the run's own folder: leave out --out and --overwrite.", "--out", "other")]
    public void Resume_WithAConflictingOption_IsAUsageErrorAndChangesNothing(string expected, params string[] args)
    {
        Stopped([.. TinyScenes.AutoScale, "--out", "run"]);
        byte[] before = Bytes("run/run.json");

        CommandRun run = Train(["--resume", "run", .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Bytes("run/run.json"));
    }

    [Fact]
    public void Resume_WithTheSameOptionsAgain_GoesOn()
    {
        Stopped([.. TinyScenes.AutoScale, "--out", "run"]);

        Assert.Equal(ExitCode.Success, Train([.. TinyScenes.AutoScale, "--resume", "run"]).ExitCode);
    }

    [Fact]
    public void Resume_WithTensorBoard_WritesCurvesFromThereOn()
    {
        Stopped([.. TinyScenes.AutoScale, "--out", "run"]);
        Assert.DoesNotContain("run/tensorboard", _folder.Entries);

        Assert.Equal(ExitCode.Success, Train(["--tensorboard", "--resume", "run"]).ExitCode);

        Assert.Single(_folder.Entries, entry => entry.StartsWith("run/tensorboard/events.out.tfevents.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere", "does not exist; --resume needs the folder of a run.")]
    [InlineData(".", "holds no run: it has no config.yaml; --resume needs the folder of a run.")]
    public void Resume_FolderWithoutARun_SaysSo(string folder, string expected)
    {
        CommandRun run = Train(["--resume", folder]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.EndsWith(expected + "\n", run.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    [Theory]
    [InlineData("", "is empty, damaged or of another version: it does not say problem, tasks, method,")]
    [InlineData("problem: scenes\ntasks: [segmentation, depth, normals, edges]\n", "is empty, damaged or of another version: it does not say method,")]
    public void Resume_ConfigurationNotWhole_IsRefusedAndChangesNothing(string content, string expected)
    {
        Stopped([.. TinyScenes.AutoScale, "--out", "run"]);
        string path = _folder.Write("run/config.yaml", content);
        byte[] before = Bytes("run/run.json");

        CommandRun run = Train(["--resume", "run"]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"autoscale: {path} {expected}", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Put back an undamaged copy, or start the run again in a new folder.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Bytes("run/run.json"));
    }

    [Fact]
    public void Train_StoppedInAFolderWithASpace_SaysHowToGoOnInAShellsWords()
    {
        CommandRun run = Stopped([.. TinyScenes.AutoScale, "--out", "my rün's"]);

        Assert.EndsWith($"Go on with: autoscale train --resume '{_folder.Path}/my rün'\\''s'\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("empty")]
    public void Resume_CorruptCheckpoint_IsOneSentenceAndKeepsTheFile(string damage)
    {
        Stopped([.. TinyScenes.AutoScale, "--out", "run"]);
        string path = Path.Combine(_folder.Path, "run/checkpoint/last.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, damage switch { "flipped" => bytes, "cut" => bytes[..(bytes.Length / 2)], _ => [] });
        byte[] damaged = File.ReadAllBytes(path);

        CommandRun run = Train(["--resume", "run"]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith($"autoscale: The checkpoint {path} cannot be used: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(damaged, File.ReadAllBytes(path));
    }

    private CommandRun Train(params string[] args) => CommandRun.In(_folder.Path, ["train", .. args]);

    /// <summary>A run that is told to stop at once: it ends after its first step.</summary>
    private CommandRun Stopped(params string[] args) => CommandRun.In(_folder.Path, new CancellationToken(canceled: true), ["train", .. args]);

    private byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(_folder.Path, file));

    private JsonObject Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, file)))!.AsObject();
}

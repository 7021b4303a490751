using System.Text.Json.Nodes;

using AutoScale.Training.Checkpoints;

namespace AutoScale.Cli.Tests.Training;

[Collection(EngineTests.Name)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_TinyScenesAsJson_ReportsEveryStageAndEndsWithTheResult()
    {
        CommandRun run = Train([.. TinyScenes.AutoScale, "--out", "run", "--json"]);

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        string[] events = [.. run.Json.Select(line => (string)line["event"]!)];
        Assert.Equal("start", events[0]);
        Assert.Equal("result", events[^1]);
        Assert.Superset(new HashSet<string> { "step", "evaluation", "checkpoint" }, events.ToHashSet());
        JsonObject last = run.Json.Last(line => (string)line["event"]! == "step");
        Assert.Equal((20, 20, "linear-scalarization"), ((int)last["iteration"]!, (int)last["iterations"]!, (string)last["phase"]!));
        JsonObject result = run.Json[^1];
        Assert.Equal(4, result["weights"]!.AsObject().Sum(weight => (double)weight.Value!), 9);
        Assert.True((double)result["secondsPerIteration"]! > 0);
        Assert.Equal(["segmentation", "depth", "normals", "edges"], result["test"]!.AsObject().Select(task => task.Key));
        Assert.Equal(Path.Combine(_folder.Path, "run/report.html"), (string)result["report"]!);
    }

    [Fact]
    public void Train_TinyScenes_LeavesAWholeRunFolder()
    {
        CommandRun run = Train([.. TinyScenes.AutoScale, "--out", "run"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(
            ["run", "run/checkpoint", "run/checkpoint/best.safetensors", "run/checkpoint/last.safetensors", "run/config.yaml", "run/metrics.jsonl", "run/report.html", "run/run.json", "run/run.lock", "run/samples.json", "run/trace.jsonl", "run/weights.json"],
            _folder.Entries);
        Assert.Contains($"Report: {Path.Combine(_folder.Path, "run/report.html")}\n", run.Out, StringComparison.Ordinal);
        JsonObject record = Json("run/run.json");
        Assert.Equal(("completed", 20, 20), ((string)record["status"]!, (int)record["iterations"]!, (int)record["timings"]!["steps"]!));
        JsonObject weights = Json("run/weights.json");
        Assert.Equal(("autoscale", 2), ((string)weights["method"]!, weights["windows"]!.AsArray().Count));
        Assert.Equal(21, File.ReadLines(Path.Combine(_folder.Path, "run/trace.jsonl")).Count());
    }

    [Fact]
    public void Train_ConfigurationOfARun_RepeatsTheRun()
    {
        Train([.. TinyScenes.AutoScale, "--out", "first", "--seed", "3"]);

        CommandRun run = Train(["--config", "first/config.yaml", "--out", "second"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(Text("first/config.yaml"), Text("second/config.yaml"));
        Assert.Equal(Text("first/trace.jsonl"), Text("second/trace.jsonl"));
        Assert.Equal(Bytes("first/checkpoint/best.safetensors"), Bytes("second/checkpoint/best.safetensors"));
    }

    [Fact]
    public void Train_ReplayOfItsFolder_FindsTheVeryWeights()
    {
        Train([.. TinyScenes.AutoScale, "--out", "run"]);

        CommandRun replay = CommandRun.In(_folder.Path, "replay", "run", "--cost", "equal-gradient-magnitude", "--predictor", "average", "--json"); // With the run's own alpha and tau.

        JsonObject replayed = replay.Json.Single()["results"]![0]!["weights"]!.AsObject();
        foreach ((string task, JsonNode? weight) in Json("run/weights.json")["weights"]!.AsObject())
        {
            Assert.Equal((double)weight!, (double)replayed[task]!, 12); // The run scales them to sum to K once more.
        }
    }

    [Fact]
    public void Train_OneTaskWithoutReport_IsTheUnitaryBaseline()
    {
        CommandRun run = Train([.. TinyScenes.Problem, "-n", "3", "--tasks", "depth", "--out", "run", "--json", "--no-report"]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal("unitary", (string)run.Json[0]["configuration"]!["method"]!);
        Assert.Equal("""{"depth":1}""", run.Json[^1]["weights"]!.ToJsonString());
        Assert.Null(run.Json[^1]["report"]);
        Assert.DoesNotContain("run/report.html", _folder.Entries);
    }

    [Fact]
    public void Train_WithoutOut_TakesTheFirstFreeFolder()
    {
        string[] args = [.. TinyScenes.Problem, "-n", "2", "--method", "unitary", "--seed", "7"];
        Train(args);
        CommandRun second = Train(args);

        Assert.Equal(ExitCode.Success, second.ExitCode);
        Assert.Equal(["scenes-unitary-7-1", "scenes-unitary-7-2"], Directory.GetDirectories(Path.Combine(_folder.Path, "runs")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Train_IntoAFolderWithARun_NeedsAClearChoice()
    {
        string[] args = [.. TinyScenes.Problem, "-n", "2", "--method", "unitary", "--out", "run"];
        Train(args);
        string before = Text("run/run.json");

        CommandRun refused = Train(args);
        string after = Text("run/run.json");
        CommandRun replaced = Train([.. args, "--overwrite"]);

        Assert.Equal((ExitCode.Usage, before), (refused.ExitCode, after));
        Assert.Contains("already holds a run: continue it with --resume", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, replaced.ExitCode);
    }

    [Fact]
    public void Train_WhileAnotherProcessTrainsThere_IsRefusedAndTouchesNothing()
    {
        string[] args = [.. TinyScenes.Problem, "-n", "2", "--method", "unitary", "--out", "run"];
        Train(args);
        string[] before = [.. _folder.Entries.Select(entry => $"{entry} {File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, entry)):O}")];

        CommandRun refused;
        using (new RunFolder(Path.Combine(_folder.Path, "run")).Lock())
        {
            refused = Train([.. args, "--overwrite"]);
        }

        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains("is in use: another process is training in it.", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Entries.Select(entry => $"{entry} {File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, entry)):O}"));
    }

    [Fact]
    public void Train_IntoAFolderWithSomethingElse_IsRefusedEvenWithOverwrite()
    {
        _folder.Write("letter.txt", "dear");

        CommandRun run = Train([.. TinyScenes.Problem, "-n", "2", "--out", ".", "--overwrite"]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is not empty and holds no run", run.Error, StringComparison.Ordinal);
        Assert.Equal(["letter.txt"], _folder.Entries);
    }

    [Fact]
    public void Train_LossThatTurnsNaN_IsOneSentenceAndLeavesNothingHalfWritten()
    {
        CommandRun run = Train([.. TinyScenes.Problem, "-n", "50", "--method", "unitary", "--optimizer", "sgd", "--lr", "1e30", "--out", "run", "--checkpoint-every", "50", "--validate-every", "50"]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Matches("^autoscale: The loss of task '[a-z]+' .*iteration [0-9]+.*\n$", run.Error);
        JsonObject record = Json("run/run.json");
        Assert.Equal("failed", (string)record["status"]!);
        Assert.StartsWith("The loss of task", (string)record["error"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Entries, name => name.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.All(File.ReadAllLines(Path.Combine(_folder.Path, "run/trace.jsonl")), line => JsonNode.Parse(line));
    }

    [Fact]
    public void Demo_FewSteps_ExplainsTrainsAndSuggests()
    {
        CommandRun run = CommandRun.In(_folder.Path, ["demo", "-n", "10", "--out", "run", "--seed", "1", "--threads", "1", .. TinyScenes.Sizes]);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        foreach (string part in (string[])["AutoScale chooses the weight", "where the time went", "What to try next", "autoscale replay run", "mIoU", "ODS-F"])
        {
            Assert.Contains(part, run.Out, StringComparison.Ordinal);
        }
    }

    private CommandRun Train(params string[] args) => CommandRun.In(_folder.Path, ["train", .. args]);

    private string Text(string file) => File.ReadAllText(Path.Combine(_folder.Path, file));

    private byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(_folder.Path, file));

    private JsonObject Json(string file) => JsonNode.Parse(Text(file))!.AsObject();
}

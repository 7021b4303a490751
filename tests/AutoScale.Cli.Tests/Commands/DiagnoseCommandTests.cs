using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Commands;

[Collection(EngineTests.Name)]
public sealed class DiagnoseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diagnose_Trace_IsAsApproved()
    {
        string trace = _folder.Write(
            "trace.jsonl",
            """{"trace": 1, "tasks": ["depth", "normals"], "iterations": 100}""" + "\n" + Steps(25, """ "losses": [1, 3], "gramian": [[100, -3], [-3, 1]] """));

        CommandRun run = CommandRun.Of("diagnose", trace);

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Expectation.Matches("diagnose", run.Out);
    }

    [Fact]
    public void Diagnose_TraceOfNorms_LeavesConflictsOut()
    {
        string trace = _folder.Write("trace.jsonl", Steps(25, """ "losses": [1, 1], "norms": [1, 3] """));

        CommandRun run = CommandRun.Of("diagnose", trace);

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.DoesNotContain("Whether tasks conflict", run.Out, StringComparison.Ordinal);
        Assert.Contains("--method fixed --set weights=1.5,0.5", run.Out, StringComparison.Ordinal);
        Assert.Contains("The trace has no Gramians", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnose_TinyScenes_FindsLayersAndWritesNothing()
    {
        CommandRun run = CommandRun.In(_folder.Path, ["diagnose", .. TinyScenes.Problem, "-n", "30", "--steps", "4", "--json"]);

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        JsonObject json = run.Json.Single();
        Assert.Equal((4, "unitary"), ((int)json["steps"]!, (string)json["method"]!));
        Assert.Equal(4, json["tasks"]!.AsArray().Count);
        Assert.Equal(6, json["pairs"]!.AsArray().Count);
        JsonArray layers = json["layers"]!.AsArray();
        Assert.Equal("encoder.stage1.0", (string)layers[0]!["name"]!);
        Assert.Equal(1, layers.Sum(layer => (double)layer!["gradientShare"]!), 6);
        Assert.Equal(3, json["weights"]!.AsArray().Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Diagnose_WithOut_KeepsATraceThatGivesTheSameNumbers()
    {
        CommandRun probe = CommandRun.In(_folder.Path, ["diagnose", .. TinyScenes.Problem, "--lr", "0.002", "--steps", "3", "--out", "kept"]);

        Assert.Equal((ExitCode.Success, string.Empty), (probe.ExitCode, probe.Error));
        Assert.StartsWith("Probing scenes (segmentation, depth, normals, edges): the first 3 of 1000 steps of 4, with equal weights, seed 0\n", probe.Out, StringComparison.Ordinal);
        Assert.Contains("autoscale train --problem scenes --batch 4 --learning-rate 0.002 --threads 1 --problem-set height=16", probe.Out, StringComparison.Ordinal);
        Assert.Contains("--method fixed --set weights=", probe.Out, StringComparison.Ordinal);
        JsonObject kept = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "kept", "diagnosis.json")))!.AsObject();
        JsonObject again = CommandRun.In(_folder.Path, "diagnose", "kept", "--json").Json.Single();
        Assert.Equal((string)kept["headline"]!, (string)again["headline"]!);
        Assert.Equal((double)kept["meanCosine"]!, (double)again["meanCosine"]!, 12);
        Assert.Empty(again["layers"]!.AsArray());
        Assert.Contains("is not empty", CommandRun.In(_folder.Path, ["diagnose", .. TinyScenes.Problem, "--steps", "3", "--out", "kept"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnose_RunFolder_PastesItsConfiguration()
    {
        CommandRun.In(_folder.Path, ["train", .. TinyScenes.AutoScale, "--out", "run"]);

        CommandRun run = CommandRun.In(_folder.Path, "diagnose", "run");

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("autoscale train --config run/config.yaml --method fixed --set weights=", run.Out, StringComparison.Ordinal);
        Assert.Contains("The recorded run chose its weights by 'autoscale'", string.Join(' ', run.Out.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no trace", "nowhere.jsonl")]
    [InlineData("Unknown option '--bogus' of 'autoscale diagnose'; see 'autoscale diagnose --help'.", "--bogus")]
    [InlineData("Unknown option '--stepz' of 'autoscale diagnose' (did you mean '--steps'?)", "--problem", "scenes", "--stepz")]
    [InlineData("'trace.jsonl' is a trace, which is read and not trained: leave out --steps", "trace.jsonl", "--problem", "scenes")]
    [InlineData("'trace.jsonl' is a trace, which is read and not trained: leave out --steps", "trace.jsonl", "--steps", "3")]
    [InlineData("A diagnosis compares tasks: expected at least 2, got 1, 'depth'. Name more by --tasks, or leave it out.", "--tasks", "depth")]
    [InlineData("steps is '0' (--steps): expected a whole number of at least 1.", "--steps", "0")]
    [InlineData("steps is '20' (--steps): expected at most 10, the whole run (--iterations).", "--steps", "20", "-n", "10")]
    [InlineData("Unknown option '--method' of 'autoscale diagnose'", "--method", "imtl-g")]
    [InlineData("Unknown problem 'scene' (did you mean 'scenes'?)", "--problem", "scene")]
    public void Diagnose_WrongOption_IsOneSentence(string expected, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder.Path, ["diagnose", .. args]);

        Assert.Equal((ExitCode.Usage, string.Empty), (run.ExitCode, run.Out));
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("", "The trace is empty")]
    [InlineData("{\"trace\": 1, \"tasks\": [\"a\", \"b\"], \"iterations\": 10}\n", "The trace has no training step: expected at least one line with losses.")]
    [InlineData("{\"iteration\": 1, \"losses\": [1]}\n", "A diagnosis compares tasks: expected at least 2, got 1, 'task-1'.")]
    [InlineData("{\"iteration\": 1, \"losses\": [1, NaN]}\n", "Trace line 1 is not JSON")]
    public void Diagnose_TraceThatHoldsTooLittle_NamesTheFile(string content, string expected)
    {
        string trace = _folder.Write("trace.jsonl", content);

        CommandRun run = CommandRun.Of("diagnose", trace);

        Assert.Equal((ExitCode.Failure, string.Empty), (run.ExitCode, run.Out));
        Assert.StartsWith($"autoscale: {trace}: {expected}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void Diagnose_LossThatStopsBeingFinite_FailsWithStepAndTask()
    {
        CommandRun run = CommandRun.In(_folder.Path, ["diagnose", .. TinyScenes.Problem, "--lr", "1e30", "--steps", "5", "--json"]);

        Assert.Equal((ExitCode.Failure, string.Empty), (run.ExitCode, run.Out));
        Assert.Contains("at iteration", run.Error, StringComparison.Ordinal);
    }

    private static string Steps(int count, string values) =>
        string.Concat(Enumerable.Range(1, count).Select(iteration => $"{{\"iteration\": {iteration}, {values}}}\n"));
}

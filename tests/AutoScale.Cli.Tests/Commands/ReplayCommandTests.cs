using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replay_NormsOneToThree_GivesWeightsThreeToOne()
    {
        // ‖g₁‖ = 1 and ‖g₂‖ = 3 throughout: equal magnitudes under Σ w = 2 need w = (1.5, 0.5) in every window and for every predictor.
        string trace = _folder.Write("trace.jsonl", Steps(20, """ "losses": [1, 1], "norms": [1, 3] """));

        CommandRun run = CommandRun.Of("replay", trace, "--cost", "equal-gradient-magnitude", "--alpha", "0.5", "--tau", "5", "--json");

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        JsonArray results = run.Json.Single()["results"]!.AsArray();
        Assert.True(results.Count >= 5);
        foreach (JsonNode? result in results)
        {
            Assert.Equal(1.5, (double)result!["weights"]!["task-1"]!, 9);
            Assert.Equal(0.5, (double)result["weights"]!["task-2"]!, 9);
            Assert.Equal(2, result["windows"]!.AsArray().Count);
        }
    }

    [Fact]
    public void Replay_Table_IsAsApproved()
    {
        string trace = _folder.Write(
            "trace.jsonl",
            """{"trace": 1, "tasks": ["depth", "normals"], "iterations": 100}""" + "\n" + Steps(20, """ "losses": [1, 2], "gramian": [[1, 0], [0, 9]] """));

        CommandRun run = CommandRun.Of("replay", trace, "--tau", "5,40", "--cost", "equal-gradient-magnitude,equal-loss", "--predictor", "average,linear");

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Expectation.Matches("replay", string.Join('\n', run.Out.Split('\n').Skip(1))); // The first line holds the path and the time taken.
        Assert.Matches(@"trace\.jsonl: 2 tasks, 20 recorded steps of 100; 8 combinations in [\d.]+ (us|ms|s)$", run.Out.Split('\n')[0]);
    }

    [Fact]
    public void Replay_CostThatTheTraceCannotServe_SaysSoInItsRow()
    {
        string trace = _folder.Write("trace.jsonl", Steps(20, """ "losses": [1, 2] """));

        CommandRun run = CommandRun.Of("replay", trace, "--tau", "2", "--cost", "equal-loss,equal-gradient-magnitude", "--predictor", "average", "--json");

        JsonArray results = run.Json.Single()["results"]!.AsArray();
        Assert.NotNull(results[0]!["weights"]);
        Assert.Contains("gradient norms", (string)results[1]!["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_RunFolder_ReadsItsTrace()
    {
        _folder.Write("trace.jsonl", Steps(20, """ "losses": [1, 1], "norms": [1, 3] """));

        Assert.Equal(ExitCode.Success, CommandRun.Of("replay", _folder.Path, "--cost", "equal-gradient-magnitude", "--tau", "2").ExitCode);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "There is no trace")]
    [InlineData(ExitCode.Usage, "alpha is '1' (--alpha): expected numbers above 0 and below 1.", "--alpha", "0.1,1")]
    [InlineData(ExitCode.Usage, "alpha is '' (--alpha): expected numbers above 0 and below 1.", "--alpha", "0.2,,0.3")]
    [InlineData(ExitCode.Usage, "tau is '9999999999' (--tau): expected a whole number of at least 1, at most 2147483647.", "--tau", "9999999999")]
    [InlineData(ExitCode.Usage, "tau is '0' (--tau): expected a whole number of at least 1.", "--tau", "0")]
    [InlineData(ExitCode.Usage, "gamma is 'x' (--gamma): expected numbers from 0 to 1.", "--gamma", "x")]
    [InlineData(ExitCode.Usage, "Unknown cost function 'equal-los' (did you mean 'equal-loss'?)", "--cost", "equal-los")]
    [InlineData(ExitCode.Usage, "Unknown weight predictor 'lineer' (did you mean 'linear'?)", "--predictor", "lineer")]
    public void Replay_BadInput_IsOneSentence(int exitCode, string expected, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder.Path, ["replay", "nowhere.jsonl", .. args]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData("A path is empty: name a file or a folder.", "replay", "")]
    [InlineData("Unknown command 'x'", "--version", "x")]
    [InlineData("Unknown command 'x'", "x", "--help")]
    [InlineData("Unknown option '--bogus' of 'autoscale replay'; see 'autoscale replay --help'.", "replay", "--bogus")]
    [InlineData("Unknown option '--alfa' of 'autoscale replay' (did you mean '--alpha'?)", "replay", "--alfa", "0.5")]
    [InlineData("Unknown option '--bogus' of 'autoscale evaluate'; see 'autoscale evaluate --help'.", "evaluate", "--bogus")]
    [InlineData("Unknown option '--bogus' of 'autoscale report'; see 'autoscale report --help'.", "report", "--bogus")]
    public void Run_EmptyPathOrWordTooMany_IsAUsageError(string expected, params string[] args)
    {
        _folder.Write("trace.jsonl", Steps(20, """ "losses": [1, 2] """));

        CommandRun run = CommandRun.In(_folder.Path, args);

        Assert.Equal((ExitCode.Usage, string.Empty), (run.ExitCode, run.Out));
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The trace is empty")]
    [InlineData("{\"iteration\": 1, \"losses\": [1, 2]}\nnot json\n", "Trace line 2 is not JSON")]
    [InlineData("{\"iteration\": 1, \"losses\": [1, 1e999]}\n", "Trace line 1")]
    public void Replay_DamagedTrace_NamesFileAndLine(string content, string expected)
    {
        string trace = _folder.Write("trace.jsonl", content);

        CommandRun run = CommandRun.Of("replay", trace);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith($"autoscale: {trace}: {expected}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("{\"iteration\": 1, \"losses\": [1]}\n", "Trace line 1: expected at least 2 tasks, got 1.")]
    [InlineData("\n{\"tasks\": [\"depth\"]}\n{\"iteration\": 1, \"losses\": [1]}\n", "Trace line 2: expected at least 2 tasks, got 1.")]
    [InlineData("{\"iterations\": 1}\n{\"iteration\": 1, \"losses\": [1, 2]}\n", "Trace line 1: expected at least 2 iterations of the whole run, got 1: say its length by --iterations.")]
    public void Replay_TooFewTasksOrIterations_NamesFileAndLine(string content, string expected)
    {
        string trace = _folder.Write("trace.jsonl", content);

        CommandRun run = CommandRun.Of("replay", trace);

        Assert.Equal((ExitCode.Failure, $"autoscale: {trace}: {expected}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Replay_NormsAtTheEndOfTheirRange_AreSolved()
    {
        string trace = _folder.Write("trace.jsonl", Steps(6, """ "losses": [1, 2], "gramian": [[1e308, 0], [0, 1e308]] """));

        CommandRun run = CommandRun.Of("replay", trace, "--alpha", "0.5", "--tau", "2", "--predictor", "average", "--json");

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.All(run.Json.Single()["results"]!.AsArray(), result => Assert.True(double.IsFinite((double)result!["weights"]!["task-1"]!)));
    }

    private static string Steps(int count, string values) =>
        string.Concat(Enumerable.Range(1, count).Select(iteration => $"{{\"iteration\": {iteration}, {values}}}\n"));
}

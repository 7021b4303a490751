using System.Text.Json.Nodes;

using AutoScale.Cli.Tests.Training;
using AutoScale.Runs;

namespace AutoScale.Cli.Tests.Commands;

[Collection(EngineTests.Name)]
public sealed class AnalyzeCommandTests : IDisposable
{
    private static readonly string[] _settings =
        [.. TinyScenes.Problem, "--tasks", "depth,edges", "--weights", "3", "--probe-every", "2", "--autoscale", "alpha=0.5:tau=2", "-n", "8", "--jobs", "2", "--out", "study"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Analyze_ThreeVectorsAndAgain_TellsWhatItFoundAndThenReusesEveryRun()
    {
        CommandRun first = CommandRun.In(_folder.Path, ["analyze", .. _settings]);
        string path = Path.Combine(_folder.Path, "study/analysis.json");
        AnalysisRecord record = AnalysisRecord.Parse(File.ReadAllText(path), path);
        string table = File.ReadAllText(Path.Combine(_folder.Path, "study/analysis.csv"));
        CommandRun again = CommandRun.In(_folder.Path, ["analyze", .. _settings, "--json"]);

        Assert.Equal((ExitCode.Success, string.Empty), (first.ExitCode, first.Error));
        Assert.Contains("AutoScale's weights from the first step on: Δm ", first.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Everything is in {_folder.Path}/study: analysis.csv, analysis.json and the runs.\nReport: {_folder.Path}/study/report.html\n", first.Out, StringComparison.Ordinal);
        Assert.Equal(["weights 1", "weights 2", "weights 3"], record.Vectors.Select(vector => vector.Label));
        Assert.Equal(("autoscale:alpha=0.5:tau=2", "autoscale fixed"), (record.AutoScale!.Label, record.AutoScaleFixed!.Label));
        Assert.Equal((ExitCode.Success, string.Empty), (again.ExitCode, again.Error));
        Assert.Equal(2 + 3 + 1 + 1, again.Json.Count(told => (string)told["event"]! == "end"));
        Assert.All(again.Json.Where(told => (string)told["event"]! == "end"), told => Assert.Equal("reused", (string)told["status"]!));
        Assert.Equal(("start", 2), ((string)again.Json[0]["event"]!, (int)again.Json[0]["probeEvery"]!));
        JsonObject result = again.Json[^1];
        Assert.Equal(("result", record.Correlations.Count), ((string)result["event"]!, result["correlations"]!.AsArray().Count));
        Assert.Equal(table, File.ReadAllText(Path.Combine(_folder.Path, "study/analysis.csv")));
    }

    [Fact]
    public void Analyze_KilledAndStartedAgain_RepeatsNoFinishedRunAndGivesTheSameTable()
    {
        string whole = Path.Combine(_folder.Path, "whole"), broken = Path.Combine(_folder.Path, "broken");
        Directory.CreateDirectory(whole);
        Directory.CreateDirectory(broken);
        CommandRun uninterrupted = CommandRun.In(whole, ["analyze", .. _settings]);
        using (ChildProcess study = ChildProcess.Study("analyze", broken, _settings))
        {
            Assert.True(study.WaitFor(told => (string)told["event"]! == "step" && (string)told["label"]! == "weights 2"), "The study ended before it could be killed.");
            Assert.True(study.Kill());
        }

        Dictionary<string, string> completed = TemporaryFolder.CompletedRuns(broken);
        CommandRun again = CommandRun.In(broken, ["analyze", .. _settings]);

        Assert.Equal((ExitCode.Success, ExitCode.Success, string.Empty), (uninterrupted.ExitCode, again.ExitCode, again.Error));
        Assert.NotEmpty(completed);
        Assert.Equal(completed, TemporaryFolder.CompletedRuns(broken).Where(run => completed.ContainsKey(run.Key)));
        Assert.Equal(2 + 3 + 1 + 1, TemporaryFolder.CompletedRuns(broken).Count);
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "study/analysis.csv")), File.ReadAllText(Path.Combine(broken, "study/analysis.csv")));
    }

    [Fact]
    public void Analyze_Stopped_SaysHowToGoOn()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        CommandRun run = CommandRun.In(_folder.Path, stop.Token, ["analyze", .. _settings]);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal($"Stopped; everything so far is in {_folder.Path}/study. The same command goes on.\n", run.Error);
    }

    [Theory]
    [InlineData("weights is '0' (--weights): expected a whole number from 1 to 10000.", "--weights", "0")]
    [InlineData("weights is '999999999' (--weights): expected a whole number from 1 to 10000.", "--weights", "999999999")]
    [InlineData("weights is 2 (--weights): a correlation needs at least 3 weight vectors, the paper has 16 to 19.", "--weights", "2")]
    [InlineData("draw-seed is 'x' (--draw-seed): expected a whole number of at least 0.", "--draw-seed", "x")]
    [InlineData("probe-every is '0' (--probe-every): expected a whole number of at least 1.", "--probe-every", "0")]
    [InlineData("seeds is '0' (--seeds): expected how many", "--seeds", "0")]
    [InlineData("Unknown option of method autoscale 'alfa' (", "--autoscale", "alfa=0.2")]
    [InlineData("Option 'alpha' of method 'autoscale' is '2': expected a number above 0 and below 1.", "--autoscale", "alpha=2")]
    [InlineData("An analysis needs at least two tasks, got 'depth' (--tasks)", "--tasks", "depth")]
    [InlineData("batch must be 1 to 12 (the training samples), got 64.", "--batch", "64")]
    [InlineData("Unknown option '--method' of 'autoscale analyze'", "--method", "uw")]
    public void Analyze_WrongOption_IsAUsageErrorBeforeAnythingTrains(string expected, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder.Path, ["analyze", "--problem", "scenes", .. TinyScenes.Sizes, .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Empty(_folder.Entries);
    }
}

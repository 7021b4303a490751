using System.Text.Json.Nodes;

using AutoScale.Cli.Tests.Training;
using AutoScale.Runs;

namespace AutoScale.Cli.Tests.Commands;

[Collection(EngineTests.Name)]
public sealed class CompareCommandTests(FinishedComparison finished) : IClassFixture<FinishedComparison>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_ThreeMethods_PrintsOneTableThatEvaluatePrintsToo()
    {
        CommandRun evaluated = CommandRun.In(finished.Path, "evaluate", "study/results.csv", "--json");
        ComparisonRecord record = Record(finished.Path);

        Assert.Equal((ExitCode.Success, string.Empty), (finished.Run.ExitCode, finished.Run.Error));
        Assert.All((string[])["depth", "edges", "method", "unitary", "uw", "imtl-g", "stl"], word => Assert.Contains($"  {word} ", finished.Run.Out, StringComparison.Ordinal));
        Assert.EndsWith($"Everything is in {finished.Path}/study: results.csv, comparison.json and the runs.\nReport: {finished.Path}/study/report.html\n", finished.Run.Out, StringComparison.Ordinal);
        Assert.Equal(
            evaluated.Json[0]["methods"]!.AsArray().Select(method => ((string)method!["name"]!, (double)method["deltaM"]!["mean"]!, (double)method["meanRank"]!["mean"]!)),
            record.Entrants.Select(entrant => (entrant.Label, entrant.Score!.DeltaM.Mean, entrant.Score.MeanRank.Mean)));
        Assert.All(record.Entrants, entrant => Assert.InRange(entrant.ProcessorStepRatio, 0.01, 100));
    }

    [Fact]
    public void Compare_FinishedStudy_TrainsNothingAndGivesTheSameAsJson()
    {
        finished.CopyTo(_folder.Path);
        CommandRun again = FinishedComparison.Compare(_folder.Path, "--json");

        Assert.Equal((ExitCode.Success, string.Empty), (again.ExitCode, again.Error));
        Assert.Equal(["start", "plan", "end", "end", "end", "end", "end", "result"], again.Json.Select(told => (string)told["event"]!));
        Assert.All(again.Json.Where(told => (string)told["event"]! == "end"), told => Assert.Equal("reused", (string)told["status"]!));
        Assert.Equal(5, (int)again.Json[^2]["runsEnded"]!);
        Assert.Equal(Bytes(finished.Path, "results.csv"), Bytes(_folder.Path, "results.csv"));
        JsonObject result = again.Json[^1];
        Assert.Equal("imtl-g", (string)result["entrants"]![2]!["label"]!);
        Assert.Equal($"{_folder.Path}/study", (string)result["folder"]!);
    }

    [Fact]
    public void Compare_KilledAndStartedAgain_RepeatsNoFinishedRunAndGivesTheSameTable()
    {
        using (ChildProcess study = ChildProcess.Study("compare", _folder.Path, [.. FinishedComparison.Settings, "--out", "study"]))
        {
            Assert.True(study.WaitFor(told => (string)told["event"]! == "step" && (string)told["label"]! == "unitary"), "The study ended before it could be killed.");
            Assert.True(study.Kill());
        }

        Dictionary<string, string> completed = TemporaryFolder.CompletedRuns(_folder.Path);
        CommandRun again = FinishedComparison.Compare(_folder.Path);

        Assert.Equal((ExitCode.Success, string.Empty), (again.ExitCode, again.Error));
        Assert.NotEmpty(completed);
        Assert.Equal(completed, TemporaryFolder.CompletedRuns(_folder.Path).Where(run => completed.ContainsKey(run.Key)));
        Assert.Equal(5, TemporaryFolder.CompletedRuns(_folder.Path).Count);
        Assert.Equal(Bytes(finished.Path, "results.csv"), Bytes(_folder.Path, "results.csv"));
    }

    [Fact]
    public void Compare_TerminatedTwiceInARow_StopsInOrder()
    {
        using ChildProcess study = ChildProcess.Study("compare", _folder.Path, [.. FinishedComparison.Settings, "--out", "study"]);
        Assert.True(study.WaitFor(told => (string)told["event"]! == "step"), "The study ended before it could be stopped.");
        study.TerminateTwice();

        (int exitCode, string error) = study.Finish();

        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains($"Stopped; everything so far is in {_folder.Path}/study. The same command goes on.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_FinishedStudyAskedForCurves_IsTheSameStudy()
    {
        finished.CopyTo(_folder.Path);
        CommandRun again = FinishedComparison.Compare(_folder.Path, "--tensorboard", "--json");

        Assert.Equal((ExitCode.Success, string.Empty), (again.ExitCode, again.Error));
        Assert.All(again.Json.Where(told => (string)told["event"]! == "end"), told => Assert.Equal("reused", (string)told["status"]!));
    }

    [Fact]
    public void Compare_OneRunFails_TellsItAndComparesTheOthers()
    {
        finished.CopyTo(_folder.Path);
        string run = Path.Combine(_folder.Path, "study/runs/uw-0");
        File.WriteAllText(Path.Combine(run, "run.json"), File.ReadAllText(Path.Combine(run, "run.json")).Replace("\"completed\"", "\"stopped\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(run, "checkpoint/last.safetensors"), "damaged");

        CommandRun again = FinishedComparison.Compare(_folder.Path);

        Assert.Equal((ExitCode.Failure, string.Empty), (again.ExitCode, again.Error));
        string failed = again.Out.Split('\n').Single(line => line.StartsWith("failed: ", StringComparison.Ordinal));
        Assert.StartsWith($"failed: uw, seed 0: The checkpoint {run}/checkpoint/last.safetensors cannot be used: ", failed, StringComparison.Ordinal);
        Assert.EndsWith($" It went on from its checkpoint: to train it from the start, remove {run}.", failed, StringComparison.Ordinal);
        Assert.Equal([true, false, true], Record(_folder.Path).Entrants.Select(entrant => entrant.Score is not null));
        Assert.DoesNotContain("uw", File.ReadAllText(Path.Combine(_folder.Path, "study/results.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_Stopped_SaysHowToGoOn()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        CommandRun run = CommandRun.In(_folder.Path, stop.Token, ["compare", .. FinishedComparison.Settings, "--out", "study"]);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal($"Stopped; everything so far is in {_folder.Path}/study. The same command goes on.\n", run.Error);
    }

    [Theory]
    [InlineData("A comparison needs at least two entrants, got 'uw' (--methods)", "--methods", "uw")]
    [InlineData("The entrant 'uw' is there twice (--methods)", "--methods", "uw,uw")]
    [InlineData("Unknown method 'fame' (did you mean 'famo'?)", "--methods", "uw,fame")]
    [InlineData("methods is 'uw,' (--methods): expected names separated by commas", "--methods", "uw,")]
    [InlineData("Option 'a' is not of the form ", "--methods", "uw,dwa:a")]
    [InlineData("Unknown option of method uw 'alpha' (--methods)", "--methods", "dwa,uw:alpha=1")]
    [InlineData("Option 'alpha' of method 'autoscale' is '2': expected a number above 0 and below 1.", "--methods", "uw,autoscale:alpha=2")]
    [InlineData("Option 'weights' of method 'fixed' has 3 numbers: expected 4, or one for all.", "--methods", "uw,fixed:weights=1,2,3")]
    [InlineData("seeds is '0' (--seeds): expected how many", "--methods", "uw,dwa", "--seeds", "0")]
    [InlineData("jobs is '0' (--jobs): expected a whole number from 1 to 64.", "--methods", "uw,dwa", "--jobs", "0")]
    [InlineData("jobs is '65' (--jobs): expected a whole number from 1 to 64.", "--methods", "uw,dwa", "--jobs", "65")]
    [InlineData("search is 'x' (--search): expected a whole number from 0 to 10000.", "--methods", "uw,dwa", "--search", "x")]
    [InlineData("search is '999999999' (--search): expected a whole number from 0 to 10000.", "--methods", "uw,dwa", "--search", "999999999")]
    [InlineData("A comparison needs at least two tasks, got 'depth' (--tasks)", "--methods", "uw,dwa", "--tasks", "depth")]
    [InlineData("batch must be 1 to 12 (the training samples), got 64.", "--methods", "uw,dwa", "--batch", "64")]
    [InlineData("Unknown option '--method' of 'autoscale compare' (did you mean '--methods'?)", "--methods", "uw,dwa", "--method", "uw")]
    [InlineData("Option '--methods' is required: see 'autoscale compare --help'.")]
    [InlineData("seed is given (line 2 of study.yaml), but a study sets it for each of its runs: leave it out.", "--methods", "uw,dwa", "--config", "study.yaml")]
    [InlineData("/dev/null is a file: a study needs a folder (--out).", "--methods", "uw,dwa", "--out", "/dev/null")]
    public void Compare_WrongOption_IsAUsageErrorBeforeAnythingTrains(string expected, params string[] args)
    {
        _folder.Write("study.yaml", "problem: scenes\nseed: 1\n");
        CommandRun run = CommandRun.In(_folder.Path, ["compare", "--problem", "scenes", .. TinyScenes.Sizes, .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(["study.yaml"], _folder.Entries);
    }

    [Fact]
    public void Compare_FolderOfAnotherStudy_SaysWhatDiffers()
    {
        finished.CopyTo(_folder.Path);
        CommandRun run = FinishedComparison.Compare(_folder.Path, "--lr", "0.5");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith($"autoscale: {_folder.Path}/study holds another study: 'learning-rate: ", run.Error, StringComparison.Ordinal);
    }

    private static string Bytes(string folder, string file) => Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, "study", file)));

    private static ComparisonRecord Record(string folder)
    {
        string path = Path.Combine(folder, "study/comparison.json");
        return ComparisonRecord.Parse(File.ReadAllText(path), path);
    }
}

using System.Text.Json.Nodes;

using AutoScale.Reporting.Runs;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Tests.Runs;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_WholeRun_SaysWhatWasRunAndHowItEnded()
    {
        JsonObject data = Whole();

        Assert.Equal("scenes with autoscale", (string)data["title"]!);
        Assert.Equal("completed", (string)data["heading"]!["status"]!);
        Assert.Equal(["steps 40", "batch 4", "seed 7", "device cpu", "started 1970-01-01 00:00 UTC"], data["heading"]!["facts"]!.AsArray().Select(fact => $"{fact![0]} {fact[1]}"));
        Assert.Empty(data["missing"]!.AsArray());
        Assert.Equal(["Beware."], Texts(data["warnings"])); // In run.json and in weights.json: once here.
        Assert.Contains(["method-options.gamma", "0.5"], data["configuration"]!.AsArray().Select(Texts));
    }

    [Fact]
    public void Of_WholeRun_HasTheSelectedModelsResults()
    {
        JsonNode results = Whole()["results"]!;

        Assert.Equal(20, (int)results["bestIteration"]!);
        JsonNode error = results["rows"]![0]!;
        Assert.Equal(("depth", "RMSE", "m", false, true), ((string)error["task"]!, (string)error["metric"]!, (string)error["unit"]!, (bool)error["higherIsBetter"]!, (bool)error["isPrimary"]!));
        Assert.Equal((0.5, 0.625), ((double)error["validation"]!, (double)error["test"]!));
        Assert.False((bool)results["rows"]![1]!["isPrimary"]!);
        Assert.Equal(SmallRun.HostileTask, (string)results["rows"]![2]!["task"]!);
    }

    [Fact]
    public void Of_WholeRun_HasValidationOverTimeWithAGapForWhatIsUndefined()
    {
        JsonNode evaluations = Whole()["evaluations"]!;

        Assert.Equal([20.0, 40], Numbers(evaluations["iterations"]));
        Assert.Equal(20, (int)evaluations["best"]!);
        Assert.Equal("[90,null]", evaluations["charts"]![2]!["values"]!.ToJsonString());
    }

    [Fact]
    public void Of_WholeRun_HasWeightsPhasesWindowsAndThePredictorsLine()
    {
        JsonNode weights = Whole()["weights"]!;

        Assert.Equal([1.25, 0.75], Numbers(weights["final"]));
        Assert.Equal(40, weights["iterations"]!.AsArray().Count);
        Assert.Equal((0.5, 1.25), ((double)weights["series"]![0]![19]!, (double)weights["series"]![0]![20]!));
        Assert.Equal(["exploration 1-20", "linear-scalarization 21-40"], weights["phases"]!.AsArray().Select(phase => $"{phase!["name"]} {phase["first"]}-{phase["last"]}"));
        Assert.Equal([5.0, 15], weights["windows"]!.AsArray().Select(window => (double)window!["middle"]!));
        Assert.Equal(20, (double)weights["curve"]!["target"]!);
        Assert.Equal((0.5, 1.25), ((double)weights["curve"]!["series"]![0]![0]!, (double)weights["curve"]!["series"]![0]!.AsArray()[^1]!));
    }

    [Fact]
    public void Of_WeightsThatSumToOne_ScalesTheWindowsAlike()
    {
        SmallRun.WriteTo(_folder);
        _folder.Write(RunFileNames.Weights, (SmallRun.Weights() with { Scale = WeightScale.SumToOne, Weights = [0.625, 0.375] }).ToJson());

        JsonNode weights = Read()["weights"]!;

        Assert.Equal([0.25, 0.75], Numbers(weights["windows"]![0]!["weights"]));
        Assert.Equal(0.625, (double)weights["curve"]!["series"]![0]!.AsArray()[^1]!);
    }

    [Fact]
    public void Of_WholeRun_MeasuresRawAndWeightedGradients()
    {
        JsonNode similarity = Whole()["metrics"]!["measured"]!.AsArray().Single(metric => (string)metric!["name"]! == "gradient-magnitude-similarity")!;

        Assert.Equal(20, similarity["raw"]!["iterations"]!.AsArray().Count);
        Assert.Equal(0.8, (double)similarity["raw"]!["summary"]![0]!); // 2·2·1/(4 + 1)
        Assert.Equal(0.92308, (double)similarity["weighted"]!["summary"]![0]!); // Norms 1 and 1.5: 2·1.5/(1 + 2.25) = 12/13
    }

    [Fact]
    public void Of_WholeRun_NamesMetricsThatTheTraceCannotServe() => Assert.Contains(
        ["Achievement", "needs the performance of single-task training"], Whole()["metrics"]!["absent"]!.AsArray().Select(Texts));

    [Fact]
    public void Of_WholeRun_SharesOutItsTime()
    {
        JsonNode times = Whole()["times"]!;

        Assert.Equal((12, 8, 0.2), ((double)times["totalSeconds"]!, (double)times["trainingSeconds"]!, (double)times["secondsPerIteration"]!));
        Assert.Equal(["forward passes 6 True", "backward passes 2 True", "validation and test 4 False"], times["parts"]!.AsArray().Select(part => $"{part!["name"]} {part["seconds"]} {(bool)part["isStep"]!}"));
    }

    [Fact]
    public void Of_WholeRun_CountsGuards()
    {
        JsonNode certificates = Whole()["certificates"]!;

        Assert.Equal((40, 1), ((int)certificates["steps"]!, (int)certificates["guarded"]!));
        Assert.Equal(("clamped", 1), ((string)certificates["guards"]![0]!["name"]!, (int)certificates["guards"]![0]!["steps"]!));
        Assert.Equal(0.01, (double)certificates["largestResidual"]!);
    }

    [Fact]
    public void Meanings_OfGuards_KnowEveryOne() =>
        Assert.Equal(Enum.GetValues<Guards>().Where(guard => guard != Guards.None).Order(), RunCertificates.Meanings.Keys.Order());

    [Theory]
    [InlineData(RunFileNames.Config, "the configuration")]
    [InlineData(RunFileNames.Summary, "status, versions and where the time went")]
    [InlineData(RunFileNames.Metrics, "how well the tasks are done on validation and test")]
    [InlineData(RunFileNames.Trace, "losses, weights and gradients step by step")]
    [InlineData(RunFileNames.Weights, "the final weights, and how AutoScale came to them")]
    public void Of_RunWithoutAFile_SaysWhatIsMissing(string file, string what)
    {
        SmallRun.WriteTo(_folder);
        File.Delete(Path.Combine(_folder.Path, file));

        Assert.Equal([$"{file} is missing or empty: {what} cannot be shown."], Texts(Read()["missing"]));
    }

    [Fact]
    public void Of_FailedRunBeforeItsFirstStep_HasItsErrorAndNoCharts()
    {
        _folder.Write(RunFileNames.Summary, (SmallRun.Record() with { Status = RunStatus.Failed, Error = "The disk is full.", Timings = RunTimings.None }).ToJson());
        _folder.Write(RunFileNames.Trace, "");

        JsonObject data = Read();

        Assert.Equal(("failed", "The disk is full."), ((string)data["heading"]!["status"]!, (string)data["heading"]!["error"]!));
        Assert.All((string[])["results", "weights", "losses", "metrics", "times", "certificates", "evaluations"], part => Assert.Null(data[part]));
    }

    [Fact]
    public void Of_TraceOfOneTaskWithLossesAlone_IsAPage()
    {
        string path = _folder.Write("mine.jsonl", """{"iteration":1,"losses":[2]}""" + "\n" + """{"iteration":9,"losses":[1]}""" + "\n");

        JsonObject data = RunReport.Of(RunFiles.OfTrace(path)).Data;

        Assert.Equal("mine.jsonl", (string)data["title"]!);
        Assert.Equal("[2,1]", data["losses"]!["series"]![0]!.ToJsonString());
        Assert.Null(data["weights"]);
        Assert.StartsWith("This is a trace alone", Texts(data["missing"]).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LongRun_HasFewPoints()
    {
        string path = _folder.Write("long.jsonl", string.Concat(Enumerable.Range(1, 5000).Select(step => $"{{\"iteration\":{step},\"losses\":[1,2],\"norms\":[1,1],\"weights\":[1,1]}}\n")));

        JsonObject data = RunReport.Of(RunFiles.OfTrace(path)).Data;

        Assert.Equal((400, 13), (data["losses"]!["iterations"]!.AsArray().Count, (int)data["losses"]!["stepsPerPoint"]!));
        Assert.All(data["metrics"]!["measured"]!.AsArray(), metric => Assert.InRange(metric!["raw"]!["iterations"]!.AsArray().Count, 1, 400));
        Assert.False((bool)data["metrics"]!["everyStep"]!);
    }

    private static string[] Texts(JsonNode? array) => [.. array!.AsArray().Select(text => (string)text!)];

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(number => (double)number!)];

    private JsonObject Whole()
    {
        SmallRun.WriteTo(_folder);
        return Read();
    }

    private JsonObject Read() => RunReport.Of(RunFiles.OfFolder(_folder.Path)).Data;
}

using System.Text.Json.Nodes;

using AutoScale.Reporting.Analyses;
using AutoScale.Reporting.Comparisons;

namespace AutoScale.Reporting.Tests;

public sealed class StudyReportTests
{
    [Fact]
    public void Of_Comparison_OrdersEntrantsByDeltaMWithTheUnscoredLast() =>
        Assert.Equal(["autoscale", "unitary", "nash-mtl"], Compared()["entrants"]!.AsArray().Select(entrant => (string)entrant!["label"]!));

    [Fact]
    public void Of_Comparison_HasMeansDeviationsAndIntervals()
    {
        JsonNode best = Compared()["entrants"]![0]!;

        Assert.Equal("""{"mean":-2,"deviation":0.25,"low":-2.5,"high":-1.5}""", best["deltaM"]!.ToJsonString());
        Assert.Equal("[0.5,85]", new JsonArray([.. best["values"]!.AsArray().Select(value => value!["mean"]!.DeepClone())]).ToJsonString());
        Assert.Equal("[[0.5,1.5],[1.5,0.5]]", best["weights"]!.ToJsonString());
    }

    [Fact]
    public void Of_ComparisonOfRunsSideBySide_TakesProcessorTimeForTheCost()
    {
        JsonObject alone = ComparisonReport.Of(SmallStudies.Comparison() with { Jobs = 1 }, "folder").Data;

        Assert.Equal((true, 1.25), ((bool)Compared()["isProcessorTime"]!, (double)Compared()["entrants"]![0]!["cost"]!));
        Assert.Equal((false, 7), ((bool)alone["isProcessorTime"]!, (double)alone["entrants"]![0]!["cost"]!));
    }

    [Fact]
    public void Of_Comparison_HasSingleTaskResultsInTheOrderOfTheMetrics() =>
        Assert.Equal([0.625, 90], Compared()["baselines"]!.AsArray().Select(value => (double)value!["mean"]!));

    [Fact]
    public void Of_Comparison_MarksTheBestOfTheSearchedWeights() =>
        Assert.Equal([false, true, false], Compared()["search"]!.AsArray().Select(tried => (bool)tried!["isBest"]!));

    [Fact]
    public void Of_Analysis_OrdersVectorsByDeltaMAndPointsToTheMeasure()
    {
        JsonObject data = AnalysisReport.Of(SmallStudies.Analysis(), "folder").Data;

        Assert.Equal(["weights 2", "weights 1", "weights 3"], data["vectors"]!.AsArray().Select(vector => (string)vector!["label"]!));
        Assert.Equal("[9,null]", data["vectors"]![0]!["means"]!.ToJsonString());
        Assert.Equal("[[[1,6],[3,9]],[[],[]]]", data["vectors"]![0]!["courses"]!.ToJsonString());
        Assert.Equal((0, 0.9), ((int)data["correlations"]![0]!["measure"]!, (double)data["correlations"]![0]!["spearman"]!["value"]!));
        Assert.Equal("autoscale", (string)data["autoscale"]!["label"]!);
    }

    [Fact]
    public void Read_FolderOfAComparison_IsItsReport()
    {
        using TemporaryFolder folder = new();
        folder.Write("comparison.json", SmallStudies.Comparison().ToJson());

        Assert.Equal("scenes: 3 methods compared", ReportReader.Read(folder.Path).Title);
    }

    private static JsonObject Compared() => ComparisonReport.Of(SmallStudies.Comparison(), "folder").Data;
}

using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class AnalysisRecordTests
{
    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        AnalysisRecord record = Record();

        AnalysisRecord read = AnalysisRecord.Parse(record.ToJson(), "analysis.json");

        Assert.Equal(record.ToJson(), read.ToJson());
        Assert.Equal(record.Platform, read.Platform);
        Assert.Equal(record.Measures, read.Measures);
        Assert.Equal(record.Correlations, read.Correlations);
        Assert.Equal(record.Vectors[0].Series[0].Points, read.Vectors[0].Series[0].Points);
        Assert.Equal(record.Vectors[0].Weights, read.Vectors[0].Weights);
        Assert.Equal("autoscale", read.AutoScale!.Label);
        Assert.Null(read.AutoScaleFixed);
        Assert.Equal(record.Failures, read.Failures);
    }

    [Fact]
    public void DeltaM_TwoSeeds_IsTheirMean() => Assert.Equal(2, Record().Vectors[0].DeltaM);

    [Theory]
    [InlineData("gradient-magnitude-similarity", -1)]
    [InlineData("condition-number", 1)]
    [InlineData("relative-loss-scale", 1)] // A small standard deviation is good, and so is a small Δm.
    [InlineData("loss-ratio", 0)]
    public void ExpectedSign_OfAMetric_FollowsFromWhatIsGood(string metric, int sign) => Assert.Equal(sign, new AnalysisMeasure(metric, true).ExpectedSign);

    [Theory]
    [InlineData(-0.9, -0.1, -1)]
    [InlineData(0.1, 0.9, 1)]
    [InlineData(-0.1, 0.9, 0)]
    [InlineData(double.NaN, double.NaN, 0)]
    public void ClearSign_OfAnInterval_IsTheSideOfZeroItLiesOn(double low, double high, int sign)
    {
        CorrelationResult result = new(5, 0.5 * (low + high), 0.1, PValueKind.ExactPermutation, new BootstrapInterval(low, high));

        Assert.Equal(sign, new AnalysisCorrelation(new AnalysisMeasure("condition-number", true), result, result).ClearSign);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"version": 2}""")]
    [InlineData("""{"version": 1, "problem": "scenes", "setting": "", "tasks": 3}""")]
    public void Parse_SomethingElse_NamesTheFile(string json) => Assert.StartsWith(
        "a/analysis.json is damaged", Assert.Throws<FormatException>(() => AnalysisRecord.Parse(json, "a/analysis.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_UnknownMetric_NamesTheFile() => Assert.StartsWith(
        "analysis.json is damaged",
        Assert.Throws<FormatException>(() => AnalysisRecord.Parse(Record().ToJson().Replace("condition-number", "condition", StringComparison.Ordinal), "analysis.json")).Message,
        StringComparison.Ordinal);

    private static AnalysisRecord Record()
    {
        AnalysisMeasure measure = new("condition-number", true);
        AnalysisEntry entry = new()
        {
            Label = "weights 1",
            Weights = [0.25, 1.75],
            TaskDrops = [1, 3],
            SeedDeltas = [1.5, 2.5],
            Folders = ["runs/weights_1-0", "runs/weights_1-1"],
            Series = [new AnalysisSeries(3.5, 8, 1, [new AnalysisPoint(1, 3), new AnalysisPoint(5, 4)]), new AnalysisSeries(double.NaN, 0, 0, [])],
        };
        return new AnalysisRecord
        {
            Problem = "scenes",
            Setting = "",
            Tasks = ["depth", "edges"],
            Seeds = [0, 1],
            Iterations = 20,
            Batch = 4,
            ProbeEvery = 5,
            Window = 4,
            Platform = new RunPlatform("0.1.0", ".NET 10", "1.13", "Linux", "X64", 2),
            Measures = [measure, new AnalysisMeasure("loss-variance", false)],
            Vectors = [entry],
            AutoScale = entry with { Label = "autoscale" },
            Correlations =
            [
                new(
                    measure,
                    new CorrelationResult(19, 0.5, 0.029, PValueKind.ApproximateT, new BootstrapInterval(0.1, 0.8, 2)),
                    new CorrelationResult(19, double.NaN, double.NaN, PValueKind.StudentT, BootstrapInterval.None)),
            ],
            Failures = [new FailedRun("weights 2", 1, "runs/weights_2-1", "The loss of task 'depth' became NaN at step 3.")],
        };
    }
}

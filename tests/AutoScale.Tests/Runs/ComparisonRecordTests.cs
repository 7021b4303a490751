using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class ComparisonRecordTests
{
    private static readonly SeedStatistic One = new(1, 1.5, double.NaN, BootstrapInterval.None);

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        ComparisonRecord record = Record();

        ComparisonRecord read = ComparisonRecord.Parse(record.ToJson(), "comparison.json");

        Assert.Equal(record.ToJson(), read.ToJson());
        Assert.Equal(record.Metrics, read.Metrics);
        Assert.Equal(record.Platform, read.Platform);
        Assert.Equal(record.Failures, read.Failures);
        Assert.Equal(record.Entrants[0].Score!.DeltaM, read.Entrants[0].Score!.DeltaM);
        Assert.Equal(record.Entrants[0].Runs[0].Weights, read.Entrants[0].Runs[0].Weights);
        Assert.Equal(record.Search[0].Weights, read.Search[0].Weights);
    }

    [Fact]
    public void Parse_EntrantWithoutScore_HasNone()
    {
        ComparisonEntrant failed = ComparisonRecord.Parse(Record().ToJson(), "comparison.json").Entrants[1];

        Assert.Null(failed.Score);
        Assert.Empty(failed.Runs);
        Assert.Equal(double.NaN, failed.StepRatio);
        Assert.Equal(double.NaN, failed.SecondsPerIteration);
        Assert.Equal(0, failed.PeakMemory);
    }

    [Fact]
    public void SecondsPerIteration_TwoSeeds_IsTheirMeanAndMemoryTheLargest()
    {
        ComparisonRun run = Record().Entrants[0].Runs[0];
        ComparisonEntrant entrant = Record().Entrants[0] with { Runs = [run, run with { SecondsPerIteration = 0.75, ProcessorSecondsPerIteration = 1, PeakMemory = 5 }] };

        Assert.Equal((0.5, 0.75, 7), (entrant.SecondsPerIteration, entrant.ProcessorSecondsPerIteration, entrant.PeakMemory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"version": 2}""")]
    [InlineData("""{"version": 1, "problem": "scenes", "setting": "", "tasks": 3}""")]
    public void Parse_SomethingElse_NamesTheFile(string json) => Assert.StartsWith(
        "a/comparison.json is damaged", Assert.Throws<FormatException>(() => ComparisonRecord.Parse(json, "a/comparison.json")).Message, StringComparison.Ordinal);

    private static ComparisonRecord Record()
    {
        SeedStatistic two = new(2, -1.0 / 3, 0.25, new BootstrapInterval(-0.5, -0.25));
        ComparisonRun run = new()
        {
            Seed = 3,
            Folder = "runs/unitary-3",
            Values = [0.5, double.NaN],
            Weights = [0.25, 1.75],
            BestIteration = 40,
            SecondsPerIteration = 0.25,
            ProcessorSecondsPerIteration = 0.5,
            PeakMemory = 7,
        };
        return new ComparisonRecord
        {
            Problem = "scenes",
            Setting = "",
            Tasks = ["depth", "edges"],
            Metrics = [new ComparisonMetric("depth", "RMSE", "m", HigherIsBetter: false), new ComparisonMetric("edges", "ODS-F", "%", HigherIsBetter: true)],
            Seeds = [3],
            Iterations = 100,
            Batch = 4,
            Jobs = 2,
            Platform = new RunPlatform("0.1.0", ".NET 10", "1.13", "Linux", "X64", 2),
            Baselines = [new ComparisonBaseline("depth", 3, "../baselines/depth-3", [0.75])],
            Entrants =
            [
                new ComparisonEntrant
                {
                    Label = "unitary",
                    Method = "unitary",
                    Runs = [run],
                    Score = new MethodScore { Method = "unitary", Metrics = [One, two], TaskDrops = [One, One], DeltaM = two, DeltaMPos = One, MeanRank = One },
                    StepRatio = 1,
                    ProcessorStepRatio = 1,
                },
                new ComparisonEntrant { Label = "famo:gamma=1", Method = "famo", Runs = [] },
            ],
            Search = [new SearchedWeights([0.5, 1.5], "runs/fixed_weights=0.5_1.5-3", -0.5), new SearchedWeights([1, 1], "runs/fixed_weights=1_1-3", double.NaN)],
            Failures = [new FailedRun("famo:gamma=1", 3, "runs/famo_gamma=1-3", "The loss of task 'depth' became NaN.")],
        };
    }
}

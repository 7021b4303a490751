using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class RunRecordTests
{
    private static readonly RunRecord Example = new()
    {
        Status = RunStatus.Failed,
        Error = "The loss of task 'depth' became NaN.",
        Platform = new RunPlatform("0.1.0+abc", ".NET 10.0.1", "1.13.0", "Debian", "X64", 2),
        Seed = 3,
        Device = "cuda:1",
        Threads = 2,
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
        Written = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.Zero),
        Sittings = 2,
        Iterations = 7,
        BestIteration = 5,
        SkippedSteps = 1,
        PeakMemory = 5_000_000_000,
        Timings = Timed(10),
        Warnings = ["one", "two"],
    };

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        RunRecord read = RunRecord.Parse(Example.ToJson(), "run.json");

        Assert.Equal(Example.ToJson(), read.ToJson());
        Assert.Equal(Example with { Timings = read.Timings, Warnings = read.Warnings }, read);
        Assert.Equal(Example.Timings.Training, read.Timings.Training);
    }

    [Fact]
    public void Parse_AnyTime_KeepsEveryTick()
    {
        for (int ticks = 676_000; ticks < 677_000; ticks++)
        {
            RunTimings timings = RunTimings.None with { Processor = TimeSpan.FromTicks(ticks) };

            Assert.Equal(timings.Processor, RunRecord.Parse((Example with { Timings = timings }).ToJson(), "run.json").Timings.Processor);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\": 1, \"status\": \"asleep\"}")]
    public void Parse_SomethingElse_NamesTheFile(string json)
    {
        FormatException error = Assert.Throws<FormatException>(() => RunRecord.Parse(json, "a/run.json"));

        Assert.StartsWith("a/run.json is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plus_TwoSittings_AddsStepsAndTimes()
    {
        RunTimings sum = Timed(10).Plus(Timed(30));

        Assert.Equal(40, sum.Steps);
        Assert.Equal(TimeSpan.FromSeconds(2), sum.Spent[StepPart.Forward]);
        Assert.Equal(2 * 7 / 40.0, sum.SecondsPerIteration, 12); // Seven parts before evaluation, a second each in both sittings.
        Assert.Equal(2 * 5 / 40.0, sum.ProcessorSecondsPerIteration, 12);
        Assert.Equal(TimeSpan.FromSeconds(18), sum.Total);
    }

    private static RunTimings Timed(int steps) =>
        new(steps, Enum.GetValues<StepPart>().ToDictionary(part => part, _ => TimeSpan.FromSeconds(1))) { Processor = TimeSpan.FromSeconds(5) };
}

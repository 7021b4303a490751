using AutoScale.Cli.Output;
using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Cli.Tests.Commands;

public sealed class ComparisonReportTests
{
    [Theory]
    [InlineData("comparison-by-clock", 1)]
    [InlineData("comparison-side-by-side", 2)]
    public void Print_TwoSeeds_IsAsApproved(string expectation, int jobs) => Expectation.Matches(expectation, Print(Record() with { Jobs = jobs }, isTerminal: false, width: 100));

    [Fact]
    public void Print_NothingScored_SaysWhy() => Expectation.Matches("comparison-unscored", Print(Record() with { Unscored = "The baseline failed." }, isTerminal: false, width: 100));

    [Fact]
    public async Task Print_TerminalOfAnyWidth_Ends()
    {
        // The terminal library's tables have looped for ever where a column was left no room.
        for (int width = 40; width <= 200; width += 5)
        {
            int columns = width;
            await Task.Run(() => Print(Record(), isTerminal: true, columns)).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private static string Print(ComparisonRecord record, bool isTerminal, int width)
    {
        using StringWriter output = new() { NewLine = "\n" };
        ComparisonReport.Print(record, "/studies/a", new CommandEnvironment { Out = output, Error = output, Directory = "/", IsTerminal = isTerminal, Width = width });
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static ComparisonRecord Record() => new()
    {
        Problem = "scenes",
        Setting = "",
        Tasks = ["depth", "edges"],
        Metrics =
        [
            new ComparisonMetric("depth", "RMSE", "m", HigherIsBetter: false),
            new ComparisonMetric("depth", "relative error", "", HigherIsBetter: false),
            new ComparisonMetric("depth", "within 1.25", "%", HigherIsBetter: true),
            new ComparisonMetric("depth", "log error", "", HigherIsBetter: false),
            new ComparisonMetric("edges", "ODS-F", "%", HigherIsBetter: true),
        ],
        Seeds = [0, 1],
        Iterations = 100,
        Batch = 4,
        Jobs = 1,
        Platform = new RunPlatform("0.1.0", ".NET 10", "1.13", "Linux", "X64", 2),
        Baselines = [.. Enumerable.Range(0, 2).SelectMany(seed => (ComparisonBaseline[])
        [
            new ComparisonBaseline("depth", seed, "", [0.5 + (0.01 * seed), 0.25, 70, 0.125]),
            new ComparisonBaseline("edges", seed, "", [61 + seed]),
        ])],
        Entrants = [Entrant("unitary", 1, 4), Entrant("autoscale:alpha=0.1:predictor=average", 1.25, -2.5), new ComparisonEntrant { Label = "famo", Method = "famo", Runs = [] }],
        Failures = [new FailedRun("famo", 1, "runs/famo-1", "The loss of task 'depth' became NaN.")],
    };

    private static ComparisonEntrant Entrant(string label, double ratio, double deltaM)
    {
        static SeedStatistic Two(double first, double second) => SeedStatistic.Of([first, second]);
        return new ComparisonEntrant
        {
            Label = label,
            Method = "any",
            Runs = [.. Enumerable.Range(0, 2).Select(seed => new ComparisonRun
            {
                Seed = seed,
                Folder = "",
                Values = [],
                Weights = [],
                SecondsPerIteration = 0.01 * ratio,
                ProcessorSecondsPerIteration = 0.02 * ratio,
                PeakMemory = 300_000_000,
            })],
            Score = new MethodScore
            {
                Method = label,
                Metrics = [Two(0.5, 0.6), Two(0.25, 0.3), Two(71, 72), Two(0.5, 0.25), Two(60, 61.5)],
                TaskDrops = [Two(-10, 3), Two(deltaM, 2)],
                DeltaM = Two(deltaM, deltaM + 1),
                DeltaMPos = Two(0, 3),
                MeanRank = Two(1, 1.5),
            },
            StepRatio = ratio,
            ProcessorStepRatio = 2 * ratio,
        };
    }
}

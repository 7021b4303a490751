using AutoScale.Cli.Output;
using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Cli.Tests.Commands;

public sealed class AnalysisReportTests
{
    private static readonly AnalysisMeasure[] _measures = [.. AnalysisMeasure.Claimed, new("cosine-similarity", false)];

    [Fact]
    public void Print_Analysis_IsAsApproved() => Expectation.Matches("analysis", Print(Record()));

    [Fact]
    public void Print_NothingToCorrelate_SaysWhy()
    {
        AnalysisRecord nothing = Record() with { Vectors = [], AutoScale = null, AutoScaleFixed = null, Correlations = [], Uncorrelated = "The baseline failed." };

        Expectation.Matches("analysis-uncorrelated", Print(nothing));
    }

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

    [Theory]
    [InlineData(-0.8, -0.95, -0.3, "gradient-magnitude-similarity, weighted: as the paper claims (ρ -0.80, interval [-0.95, -0.30] excludes 0).")]
    [InlineData(-0.4, -0.8, 0.1, "gradient-magnitude-similarity, weighted: not shown here, the interval holds 0 (ρ -0.40, interval [-0.80, 0.10]).")]
    [InlineData(0.6, 0.2, 0.9, "gradient-magnitude-similarity, weighted: the opposite of what the paper claims (ρ 0.60, interval [0.20, 0.90] excludes 0).")]
    [InlineData(double.NaN, double.NaN, double.NaN, "gradient-magnitude-similarity, weighted: no correlation, the same for all vectors.")]
    public void Verdict_OfAnInterval_SaysWhetherItHoldsZero(double coefficient, double low, double high, string expected) =>
        Assert.Equal(expected, AnalysisReport.Verdict(Record() with { Correlations = [Correlated(_measures[0], coefficient, low, high)] }, _measures[0]));

    [Fact]
    public void Verdict_OfAMeasureWithoutValues_SaysSo() => Assert.Equal(
        "gradient-magnitude-similarity, weighted: no correlation, it has no value for enough vectors.",
        AnalysisReport.Verdict(Record() with { Correlations = [] }, _measures[0]));

    private static string Print(AnalysisRecord record, bool isTerminal = false, int width = 100)
    {
        using StringWriter output = new() { NewLine = "\n" };
        AnalysisReport.Print(record, "/study", new CommandEnvironment { Out = output, Error = output, Directory = "/", IsTerminal = isTerminal, Width = width });
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static AnalysisRecord Record() => new()
    {
        Problem = "scenes",
        Setting = "",
        Tasks = ["depth", "edges"],
        Seeds = [0],
        Iterations = 20,
        Batch = 4,
        ProbeEvery = 5,
        Window = 4,
        Platform = new RunPlatform("0.1.0", ".NET 10", "1.13", "Linux", "X64", 2),
        Measures = _measures,
        Vectors = [Entry("weights 1", 1.5, [0.25, 1.75]), Entry("weights 2", -0.5, [1.1, 0.9]) with { Series = [.. _measures.Select(_ => new AnalysisSeries(1, 3, 1, []))] }, Entry("weights 3", 4, [1.98, 0.02])],
        AutoScale = Entry("autoscale", 0.25, [0.8, 1.2]),
        AutoScaleFixed = Entry("autoscale fixed", -1, [0.8, 1.2]),
        Correlations =
        [
            Correlated(_measures[1], 0.9, 0.2, 1),
            Correlated(_measures[0], -0.75, -1, 0.1),
            Correlated(_measures[2], 0.0004, -1, 1),
            Correlated(_measures[3], double.NaN, double.NaN, double.NaN),
        ],
        Failures = [new FailedRun("weights 4", 0, "runs/weights_4-0", "The loss of task 'depth' became NaN at iteration 3.")],
    };

    private static AnalysisEntry Entry(string label, double delta, double[] weights) => new()
    {
        Label = label,
        Weights = weights,
        TaskDrops = [delta - 1, delta + 1],
        SeedDeltas = [delta],
        Folders = ["runs/x"],
        Series = [.. _measures.Select(_ => new AnalysisSeries(1, 4, 0, []))],
    };

    private static AnalysisCorrelation Correlated(AnalysisMeasure measure, double coefficient, double low, double high) => new(
        measure,
        new CorrelationResult(3, coefficient, double.IsNaN(coefficient) ? double.NaN : 0.0004, PValueKind.ExactPermutation, new BootstrapInterval(low, high)),
        new CorrelationResult(3, coefficient, double.IsNaN(coefficient) ? double.NaN : 0.04, PValueKind.StudentT, new BootstrapInterval(low, high)));
}

using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Reporting.Tests;

/// <summary>A comparison and an analysis whose numbers a reader can check.</summary>
internal static class SmallStudies
{
    private static readonly RunPlatform _platform = new("0.1.0", ".NET 10", "1.13.0", "Linux", "X64", 2);

    /// <summary>Two methods that finished, the first worse, and one that failed.</summary>
    public static ComparisonRecord Comparison() => new()
    {
        Problem = "scenes",
        Setting = "",
        Tasks = SmallRun.Tasks,
        Metrics = [new ComparisonMetric("depth", "RMSE", "m", false), new ComparisonMetric(SmallRun.HostileTask, "accuracy", "%", true)],
        Seeds = [0, 1],
        Iterations = 40,
        Batch = 4,
        Jobs = 2,
        Platform = _platform,
        Baselines = [new ComparisonBaseline("depth", 0, "b/0", [0.5]), new ComparisonBaseline("depth", 1, "b/1", [0.75]), new ComparisonBaseline(SmallRun.HostileTask, 0, "b/2", [90])],
        Entrants =
        [
            Entrant("unitary", 0.75, 80, 5, 1),
            Entrant("autoscale", 0.5, 85, -2, 1.25),
            new ComparisonEntrant { Label = "nash-mtl", Method = "nash-mtl", Runs = [] },
        ],
        Search = [new SearchedWeights([0.5, 1.5], "s/0", -1), new SearchedWeights([1.5, 0.5], "s/1", 2), new SearchedWeights([1, 1], "s/2", double.NaN)],
        Failures = [new FailedRun("nash-mtl", 0, "runs/nash-mtl-0", "The loss became NaN.")],
    };

    /// <summary>Three weight vectors, the second best, and AutoScale.</summary>
    public static AnalysisRecord Analysis()
    {
        AnalysisMeasure[] measures = [new("condition-number", true), new("loss-ratio", false)];
        return new AnalysisRecord
        {
            Problem = "scenes",
            Setting = "",
            Tasks = SmallRun.Tasks,
            Seeds = [0],
            Iterations = 40,
            Batch = 4,
            ProbeEvery = 5,
            Window = 10,
            Platform = _platform,
            Measures = measures,
            Vectors = [Entry("weights 1", 3), Entry("weights 2", -1), Entry("weights 3", 8)],
            AutoScale = Entry("autoscale", -2),
            Correlations = [new AnalysisCorrelation(measures[0], Correlated(0.9, 0.5, 1), Correlated(0.8, 0.25, 1))],
        };
    }

    private static ComparisonEntrant Entrant(string label, double error, double accuracy, double delta, double cost) => new()
    {
        Label = label,
        Method = label,
        Runs =
        [
            new ComparisonRun { Seed = 0, Folder = "r", Values = [error, accuracy], Weights = [0.5, 1.5], ProcessorSecondsPerIteration = 0.5, PeakMemory = 1 << 20 },
            new ComparisonRun { Seed = 1, Folder = "r", Values = [error, accuracy], Weights = [1.5, 0.5], ProcessorSecondsPerIteration = 0.5, PeakMemory = 1 << 20 },
        ],
        Score = new MethodScore
        {
            Method = label,
            Metrics = [Statistic(error), Statistic(accuracy)],
            TaskDrops = [Statistic(delta), Statistic(delta)],
            DeltaM = Statistic(delta),
            DeltaMPos = Statistic(Math.Max(delta, 0)),
            MeanRank = Statistic(1),
        },
        StepRatio = 7,
        ProcessorStepRatio = cost,
    };

    private static SeedStatistic Statistic(double mean) => new(2, mean, 0.25, new BootstrapInterval(mean - 0.5, mean + 0.5));

    private static AnalysisEntry Entry(string label, double delta) => new()
    {
        Label = label,
        Weights = [0.5, 1.5],
        TaskDrops = [delta, delta],
        SeedDeltas = [delta],
        Folders = ["r"],
        Series = [new AnalysisSeries(10 + delta, 8, 0, [new AnalysisPoint(1, 3), new AnalysisPoint(6, 10 + delta)]), new AnalysisSeries(double.NaN, 0, 3, [])],
    };

    private static CorrelationResult Correlated(double value, double low, double high) => new(3, value, 0.01, PValueKind.ExactPermutation, new BootstrapInterval(low, high));
}

using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Analyses;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Tests.Configuration;

namespace AutoScale.Studies.Tests.Analyses;

public sealed class AnalysisStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-analyze-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_StoppedAndStartedAgain_RepeatsNothingAndFindsTheSame()
    {
        AnalysisPlan whole = Plan("whole"), broken = Plan("broken") with { Baselines = Path.Combine(_folder, "broken-baselines") };
        using CancellationTokenSource stop = new();
        InProcess uninterrupted = new(), resumed = new(), stopped = new(updates => { if (updates == (3 * 12) + 5) { stop.Cancel(); } });
        AnalysisRecord expected = Summary(whole, await new AnalysisStudy(whole, uninterrupted.Batch).RunAsync(CancellationToken.None));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AnalysisStudy(broken, stopped.Batch).RunAsync(stop.Token));
        AnalysisRecord actual = Summary(broken, await new AnalysisStudy(broken, resumed.Batch).RunAsync(CancellationToken.None));

        Assert.Equal(["single-task depth", "single-task edges", "weights 1", "weights 2", "weights 3", "autoscale", "autoscale fixed"], uninterrupted.Launched.Order(StageOrder));
        Assert.Equal(4, stopped.Launched.Count); // The fourth run is cut in its middle and goes on where it was; the three before it are done.
        Assert.Equal(1 + 3, resumed.Launched.Count);
        Assert.Equal(expected.Vectors.Select(vector => vector.Weights), actual.Vectors.Select(vector => vector.Weights));
        Assert.Equal(expected.Vectors.Select(vector => vector.DeltaM), actual.Vectors.Select(vector => vector.DeltaM));
        Assert.Equal(expected.Correlations, actual.Correlations);
        Assert.Empty(actual.Failures);
        AssertMeasured(actual);
    }

    [Fact]
    public void Comparison_OfTheSameSettings_SharesTheBaselinesOfAnyComparison()
    {
        ComparisonPlan analysis = Plan("study").Comparison();

        ComparisonPlan comparison = analysis with { Folder = Path.Combine(_folder, "compare"), Methods = [MethodSpec.Parse("unitary"), MethodSpec.Parse("imtl-g")] };

        Assert.Equal(comparison.BaselineRuns().Select(run => (run.Folder, run.ConfigurationText())), analysis.BaselineRuns().Select(run => (run.Folder, run.ConfigurationText())));
    }

    [Fact]
    public void Comparison_OfMoreVectors_IsTheSameStudyWithTheSameRunsFirst()
    {
        AnalysisPlan plan = Plan("study"), longer = plan with { Vectors = 5 };

        Assert.Equal(plan.Name(), longer.Name());
        Assert.Equal(plan.Comparison().Describe(), longer.Comparison().Describe());
        Assert.Equal(Runs(plan).Take(3), Runs(longer).Take(3));
        Assert.Equal(Runs(plan)[3], Runs(longer)[5]);
        Assert.NotEqual(plan.Name(), (plan with { DrawSeed = 1 }).Name());
        Assert.NotEqual(plan.Name(), (plan with { AutoScale = MethodSpec.Parse("autoscale:alpha=0.3") }).Name());
    }

    [Fact]
    public void Validate_TwoVectors_SaysHowManyAreNeeded() => Assert.Equal(
        "weights is 2 (--weights): a correlation needs at least 3 weight vectors, the paper has 16 to 19.",
        Assert.Throws<ConfigurationException>((Plan("study") with { Vectors = 2 }).Validate).Message);

    [Fact]
    public void Interval_NotGiven_IsFiftyProbesARun()
    {
        Assert.Equal(1, Plan("study").Interval);
        Assert.Equal(12, (Plan("study") with { Common = Common(600) }).Interval);
        Assert.Equal(7, (Plan("study") with { ProbeEvery = 7 }).Interval);
    }

    private static void AssertMeasured(AnalysisRecord record)
    {
        AnalysisRecord read = AnalysisRecord.Parse(record.ToJson(), "analysis.json");
        Assert.Equal(record.ToJson(), read.ToJson());
        AnalysisEntry[] all = [.. record.Vectors, record.AutoScale!, record.AutoScaleFixed!];
        foreach (AnalysisEntry entry in all)
        {
            for (int at = 0; at < record.Measures.Count; at++)
            {
                // Every metric of the paper's Appendix C can be had: twelve steps, each probed, but validations come after the first ones and windows need to fill.
                Assert.True(entry.Series[at].Steps + entry.Series[at].Undefined >= 5, record.Measures[at].Label);
                Assert.InRange(entry.Series[at].Points.Count, 0, 12);
            }
        }

        int similarity = record.Measures.ToList().IndexOf(new AnalysisMeasure("gradient-magnitude-similarity", true));
        Assert.All(all, entry => Assert.Equal(12, entry.Series[similarity].Steps));
        Assert.Equal(record.AutoScale!.Weights, record.AutoScaleFixed!.Weights);
        Assert.Contains(record.Correlations, correlation => correlation is { Measure: { Metric: "condition-number", IsWeighted: true }, Count: 3 });
        Assert.StartsWith("label,weight depth,weight edges,delta-m,drop depth,drop edges,gradient-magnitude-ratio,", AnalysisTable.Text(record), StringComparison.Ordinal);
        Assert.Equal(1 + 5 + 1, AnalysisTable.Text(record).Split('\n').Length);
    }

    private static (string Folder, string Configuration)[] Runs(AnalysisPlan plan) => [.. plan.Comparison().MethodRuns().Select(run => (run.Folder, run.ConfigurationText()))];

    private static AnalysisRecord Summary(AnalysisPlan plan, ComparisonResult result) => AnalysisSummary.Of(plan, result, new BootstrapOptions { Resamples = 100 });

    private static Comparer<string> StageOrder => Comparer<string>.Create((first, second) => Stage(first).CompareTo(Stage(second)));

    private static int Stage(string label) => label switch { "single-task depth" => 0, "single-task edges" => 1, "autoscale" => 9, "autoscale fixed" => 10, _ => label[^1] - '0' + 1 };

    private AnalysisPlan Plan(string name) => new()
    {
        Common = Common(12),
        Vectors = 3,
        Seeds = [0],
        Directory = _folder,
        Folder = Path.Combine(_folder, name),
        Baselines = Path.Combine(_folder, "baselines"),
    };

    private static GivenConfiguration Common(int iterations) => YamlConfigurationTests.Read($$"""
        problem: scenes
        tasks: [depth, edges]
        problem-options: {height: 16, width: 16, train: 8, validation: 4, test: 4}
        batch: 4
        iterations: {{iterations}}
        validate-every: 3
        checkpoint-every: 3
        threads: 1
        """);
}

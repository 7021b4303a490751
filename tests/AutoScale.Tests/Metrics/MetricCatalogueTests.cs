using AutoScale.Gradients;
using AutoScale.Metrics;
using AutoScale.Runs;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.Metrics;

public sealed class MetricCatalogueTests
{
    private static readonly MetricOptions _options = new() { Window = 3 };

    public static TheoryData<string> Names => [.. MetricCatalogue.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_StepThatHoldsEverything_HasAValueForEachPlace(string name)
    {
        MetricDescriptor metric = MetricCatalogue.Find(name);
        MetricStep step = FullStep(Records(6, taskCount: 4), 5);

        double[]? values = metric.Evaluate(step);

        Assert.NotNull(values);
        Assert.Equal(metric.Shape switch { MetricShape.Step => 1, MetricShape.Tasks => 4, _ => 6 }, values.Length);
        Near.AssertFinite(values);
        Assert.True(double.IsFinite(metric.Summarise(values)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_LossesOfTheFirstStepAlone_IsNullWhereMoreIsNeeded(string name)
    {
        MetricDescriptor metric = MetricCatalogue.Find(name);
        TraceRecord record = new() { Iteration = 1, Losses = [1, 2] };

        Assert.Equal(metric.Needs == MetricNeeds.None, metric.Evaluate(new MetricStep([record], 0)) is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_WeightedStep_DiffersExactlyWhereTheCatalogueSaysSo(string name)
    {
        MetricDescriptor metric = MetricCatalogue.Find(name);
        MetricStep step = FullStep(Records(6, taskCount: 3), 5);

        if (metric.HasWeightedForm && metric.Name != "cosine-similarity")
        {
            double[] raw = metric.Evaluate(step)!;
            Assert.NotEqual(raw, metric.Evaluate(step.Weighted()!)!, (a, b) => Math.Abs(a - b) < 1e-9);
        }
        else if (metric.Family != MetricFamily.ConvergenceSpeed && metric.Name != "projected-magnitude")
        {
            Near.AssertEqual(metric.Evaluate(step)!, metric.Evaluate(step.Weighted()!)!, 1e-12); // Positive weights leave every angle as it is.
        }
    }

    [Fact]
    public void Weighted_Step_HasTheSameFinalGradient()
    {
        MetricStep step = FullStep(Records(1, taskCount: 3), 0);
        MetricStep weighted = step.Weighted()!;

        Near.AssertEqual([step.Record.Gramian!.SquaredNorm(step.Record.Weights)], [weighted.Record.Gramian!.SquaredNorm(weighted.Record.Weights)], 1e-12);
        Near.AssertEqual([.. step.Record.Losses.Zip(step.Record.Weights, (loss, weight) => loss * weight)], weighted.Record.Losses);
        Assert.Null(new MetricStep([new TraceRecord { Iteration = 1, Losses = [1] }], 0).Weighted());
    }

    [Fact]
    public void Evaluate_NormsWithoutGramian_ServeTheMetricsOfMagnitudes()
    {
        TraceRecord record = new() { Iteration = 1, Losses = [1, 1], GradientNorms = [1, 3], Weights = [1.5, 0.5] };
        MetricDescriptor ratio = MetricCatalogue.Find("gradient-magnitude-ratio");
        MetricStep step = new([record], 0);

        Near.AssertEqual([1.0 / 3], ratio.Evaluate(step)!);
        Near.AssertEqual([1], ratio.Evaluate(step.Weighted()!)!);
        Assert.Null(MetricCatalogue.Find("cosine-similarity").Evaluate(step));
    }

    [Fact]
    public void Evaluate_LossesByHand_UsesTheStepsBefore()
    {
        // One falling and one constant loss; τ = 3: the window mean falls from (16 + 8 + 4)/3 to (8 + 4 + 2)/3.
        TraceRecord[] records = [.. Enumerable.Range(1, 4).Select(t => new TraceRecord { Iteration = t, Losses = [Math.Pow(2, 5 - t), 1] })];
        MetricStep step = new(records, 3, _options);

        Near.AssertEqual([0.125, 1], MetricCatalogue.Find("inverse-training-rate").Evaluate(step)!);
        Near.AssertEqual([0.5, 1], MetricCatalogue.Find("loss-descending-rate").Evaluate(step)!);
        Near.AssertEqual([0.5, 0], MetricCatalogue.Find("improvement-ratio").Evaluate(step)!);
        Near.AssertEqual([0.5, 1], MetricCatalogue.Find("windowed-loss-descending-rate").Evaluate(step)!);
        Near.AssertEqual([28.0 / 3, 0], MetricCatalogue.Find("loss-variance").Evaluate(step)!, 1e-12);
        Assert.Null(MetricCatalogue.Find("windowed-loss-descending-rate").Evaluate(new MetricStep(records, 2, _options)));
        Assert.NotNull(MetricCatalogue.Find("loss-variance").Evaluate(new MetricStep(records, 2, _options)));
    }

    [Fact]
    public void Summarise_MetricWhereEqualityIsGood_IsTheSpread()
    {
        Assert.Equal(0.25, MetricCatalogue.Find("relative-loss-scale").Summarise([0.25, 0.75]));
        Assert.Equal(0.5, MetricCatalogue.Find("gradient-magnitude-similarity").Summarise([0.25, 0.75]));
        Assert.Equal(double.NaN, MetricCatalogue.Find("cosine-similarity").Summarise([1, double.NaN]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_OfTheMetrics_HasEveryMetricWithItsReadings(string name)
    {
        string row = Assert.Single(RepositoryPage.Lines("docs/metrics.md"), line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));

        Assert.Contains(MetricCatalogue.Find(name).Range.Replace("-1", "−1", StringComparison.Ordinal), row, StringComparison.Ordinal);
        Assert.Contains(MetricCatalogue.Find(name).Good.ToString().ToLowerInvariant(), row, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_UnknownName_SuggestsTheNearest()
    {
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(metric => metric.Name).Distinct().Count());
        Assert.Contains("did you mean 'condition-number'?", Assert.Throws<MethodOptionException>(() => MetricCatalogue.Find("condition-nummer")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2.0, 1.05, 1.0)]
    [InlineData(1, 0.0, 1.05, 1.0)]
    [InlineData(1, 2.0, double.NaN, 1.0)]
    [InlineData(1, 2.0, 1.05, double.PositiveInfinity)]
    public void MetricStep_OptionOutOfRange_Throws(int window, double focus, double margin, double temperature)
    {
        MetricOptions options = new() { Window = window, Focus = focus, Margin = margin, Temperature = temperature };

        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricStep(Records(1, 2), 0, options));
    }

    private static MetricStep FullStep(TraceRecord[] records, int index)
    {
        double[] shares = [.. records[0].Losses.Select((_, task) => 0.2 + (0.15 * task))];
        return new MetricStep(records, index, _options) { SingleTaskLosses = [.. shares], Performance = [.. shares], Potential = [.. shares.Select(share => share + 0.1)] };
    }

    private static TraceRecord[] Records(int count, int taskCount)
    {
        Random random = new(17);
        return [.. Enumerable.Range(1, count).Select(iteration =>
        {
            TestStep step = TestStep.Random(random, taskCount, 8).Scaled([.. Enumerable.Range(1, taskCount).Select(task => (double)task)]);
            Gramian gramian = step.Gramian;
            return new TraceRecord
            {
                Iteration = iteration,
                Losses = step.Losses,
                Gramian = gramian,
                GradientNorms = gramian.Norms(),
                Weights = [.. step.Losses.Select((_, task) => (task + 1) * 2.0 / (taskCount + 1))],
            };
        })];
    }
}

using System.Globalization;

using AutoScale.Evaluation;
using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Studies.Analyses;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.Analyses;

/// <summary>Studies whose runs are made up, so that what comes out can be worked out by hand.</summary>
public sealed class AnalysisSummaryTests : IDisposable
{
    private const string Failing = "weights 2";

    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-analyze-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Of_DropGrowsWithImbalance_CorrelatesAsThePaperClaims()
    {
        AnalysisRecord record = await Analyze(vectors: 4, (_, weights) => Math.Abs(Math.Log(weights[0] / weights[1])));

        // Orthogonal unit gradients: with r = w1/w2 the similarity is 2r/(1 + r²), falling in |log r|, and κ = max(r, 1/r), rising. Four pairs in one
        // order or its reverse: ρ = ∓1, and 2 of the 4! = 24 orders are as far from 0.
        Assert.Null(record.Uncorrelated);
        AssertPerfect(record, new AnalysisMeasure("gradient-magnitude-similarity", true), -1);
        AssertPerfect(record, new AnalysisMeasure("condition-number", true), 1);
        AssertPerfect(record, new AnalysisMeasure("relative-loss-scale", true), 1);

        // Raw gradients do not see the weights: the same in every run, so nothing can go together with them.
        AnalysisCorrelation raw = Of(record, new AnalysisMeasure("condition-number", false));
        Assert.Equal((4, double.NaN, 0), (raw.Count, raw.Spearman.Coefficient, raw.ClearSign));
        Assert.Equal(raw.Spearman.Coefficient, record.Correlations[^1].Spearman.Coefficient);
    }

    [Fact]
    public async Task Of_AVector_HoldsItsMeansAndDrops()
    {
        AnalysisRecord record = await Analyze(vectors: 3, (task, _) => task == 0 ? 0.5 : -0.25);

        AnalysisEntry entry = record.Vectors[1];
        double ratio = entry.Weights[0] / entry.Weights[1];
        int similarity = record.Measures.ToList().IndexOf(new AnalysisMeasure("gradient-magnitude-similarity", true));
        Assert.Equal([50.0, -25.0], entry.TaskDrops);
        Assert.Equal([12.5, 12.5], entry.SeedDeltas);
        Assert.Equal(2 * ratio / (1 + (ratio * ratio)), entry.Series[similarity].Mean, 1e-12);
        Assert.Equal((2 * 2, 0), (entry.Series[similarity].Steps, entry.Series[similarity].Undefined)); // Iterations 1 and 4 of each seed, though AutoScale's trace has more.
        Assert.Equal([1, 4], entry.Series[similarity].Points.Select(point => point.Iteration));
        Assert.Equal([1, 4], record.AutoScale!.Series[similarity].Points.Select(point => point.Iteration));
        Assert.Equal(["runs/weights_2-0", "runs/weights_2-1"], entry.Folders);
    }

    [Fact]
    public async Task Of_OneVectorFailed_IsLeftOutAndTold()
    {
        AnalysisRecord record = await Analyze(vectors: 4, (_, weights) => weights[0], fails: Failing);

        Assert.Equal(["weights 1", "weights 3", "weights 4"], record.Vectors.Select(vector => vector.Label));
        Assert.Equal(2, record.Failures.Count);
        Assert.Equal(3, Of(record, new AnalysisMeasure("condition-number", true)).Count);
        Assert.Null(record.Uncorrelated);
    }

    [Fact]
    public async Task Of_TooFewVectorsLeft_SaysWhy()
    {
        AnalysisRecord record = await Analyze(vectors: 3, (_, weights) => weights[0], fails: Failing);

        Assert.Equal("Only 2 of 3 weight vectors could be trained with every seed: a correlation needs at least 3.", record.Uncorrelated);
        Assert.Empty(record.Correlations);
        Assert.Equal(2, record.Vectors.Count);
    }

    [Fact]
    public async Task Of_BaselineFailed_SaysWhich()
    {
        AnalysisRecord record = await Analyze(vectors: 3, (_, weights) => weights[0], fails: "single-task edges");

        Assert.Equal("The baseline 'single-task edges' with seed 0 failed: It was told to fail.", record.Uncorrelated);
        Assert.Empty(record.Vectors);
    }

    [Fact]
    public async Task Of_BaselineWithoutItsSelectedValidation_SaysWhichAndWhatToRemove()
    {
        FormatException fault = await Assert.ThrowsAsync<FormatException>(() => Analyze(vectors: 3, (_, weights) => weights[0], damage: run =>
        {
            string metrics = Path.Combine(run.Folder, RunFileNames.Metrics);
            File.WriteAllLines(metrics, run.Label == "single-task edges" ? File.ReadAllLines(metrics)[1..] : File.ReadAllLines(metrics));
        }));

        Assert.Matches("^.*/scenes-edges-0-[0-9a-f]{8}/metrics.jsonl has no validation of step 4, whose model the run selected. Remove .*/scenes-edges-0-[0-9a-f]{8} to train 'single-task edges' again.$", fault.Message);
    }

    [Fact]
    public async Task Of_DamagedTrace_NamesTheFileAndIsNotTakenForAMissingTable()
    {
        FormatException fault = await Assert.ThrowsAsync<FormatException>(() => Analyze(vectors: 3, (_, weights) => weights[0], damage: run =>
            File.AppendAllText(Path.Combine(run.Folder, RunFileNames.Trace), run.Label == Failing ? "x\n" : "")));

        Assert.StartsWith($"{_folder}/study/runs/weights_2-0/trace.jsonl: Trace line 6", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($" Remove {_folder}/study/runs/weights_2-0 to train 'weights 2' again.", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertPerfect(AnalysisRecord record, AnalysisMeasure measure, int sign)
    {
        AnalysisCorrelation found = Of(record, measure);
        Assert.Equal(sign, found.Spearman.Coefficient, 1e-12);
        Assert.Equal(2.0 / 24, found.Spearman.PValue, 1e-12);
        Assert.Equal((measure.ExpectedSign, PValueKind.ExactPermutation), (found.ClearSign, found.Spearman.PValueKind));
        Assert.InRange(sign * found.Pearson.Coefficient, 0.5, 1);
    }

    private static AnalysisCorrelation Of(AnalysisRecord record, AnalysisMeasure measure) => record.Correlations.Single(correlation => correlation.Measure == measure);

    private async Task<AnalysisRecord> Analyze(int vectors, Func<int, double[], double> dropOf, string? fails = null, Action<PlannedRun>? damage = null)
    {
        AnalysisPlan plan = new()
        {
            Common = YamlConfigurationTests.Read("""
                problem: scenes
                tasks: [depth, edges]
                iterations: 4
                threads: 1
                """),
            Vectors = vectors,
            Seeds = [0, 1],
            ProbeEvery = 3,
            Directory = _folder,
            Folder = Path.Combine(_folder, "study"),
            Baselines = Path.Combine(_folder, "baselines"),
        };
        RunExit Launch(PlannedRun run)
        {
            RunExit exit = run.Label == fails ? new RunExit("It was told to fail.") : Make(run, dropOf);
            damage?.Invoke(run);
            return exit;
        }

        RunBatch batch = new((run, _, _, _) => Task.FromResult(Launch(run)), jobs: 1, new InProcess());
        ComparisonResult result = await new AnalysisStudy(plan, batch).RunAsync(CancellationToken.None);
        return AnalysisSummary.Of(plan, result, new BootstrapOptions { Resamples = 100 });
    }

    /// <summary>Writes the files of a run with orthogonal unit gradients and losses of 1; a single-task run has an error of 1 in its task, others of 1 and the drop.</summary>
    private static RunExit Make(PlannedRun run, Func<int, double[], double> dropOf)
    {
        string[] tasks = [.. run.Configuration.Tasks];
        double[] weights = run.Configuration.MethodOptions.TryGetValue("weights", out string? text)
            ? [.. text.Split(',').Select(weight => double.Parse(weight, CultureInfo.InvariantCulture))]
            : [.. tasks.Select(_ => 1.0)];
        bool isAutoScale = run.Configuration.Method == "autoscale";
        Directory.CreateDirectory(run.Folder);
        IEnumerable<string> steps = Enumerable.Range(1, 4).Select(iteration => TraceFormat.FormatLine(new TraceRecord
        {
            Iteration = iteration,
            Losses = [.. tasks.Select(_ => 1.0)],
            Gramian = tasks.Length == 2 && (isAutoScale || iteration is 1 or 4) ? new Gramian([1, 0, 0, 1]) : null,
            Weights = weights,
        }));
        File.WriteAllLines(Path.Combine(run.Folder, RunFileNames.Trace), [TraceFormat.FormatHeader(new TraceHeader { Tasks = tasks, TotalIterations = 4 }), .. steps]);
        double Error(int task) => tasks.Length == 1 ? 1 : 1 + dropOf(task, weights);
        EvaluationReport Report(string split) => new(4, split, [.. tasks.Select((task, index) => new TaskEvaluation(task, 1, [new MetricValue("error", "", Error(index), HigherIsBetter: false)]))]);
        File.WriteAllLines(Path.Combine(run.Folder, RunFileNames.Metrics), [EvaluationFormat.FormatLine(Report("validation"), true), EvaluationFormat.FormatLine(Report("test"), true)]);
        WeightsRecord final = new() { Method = run.Configuration.Method, Scale = WeightScale.Raw, Tasks = tasks, Weights = weights, Guards = new Dictionary<Guards, int>() };
        File.WriteAllText(Path.Combine(run.Folder, RunFileNames.Weights), final.ToJson());
        RunRecord summary = new()
        {
            Status = RunStatus.Completed,
            Platform = ThisPlatform.Read(),
            Seed = run.Configuration.Seed,
            Device = "cpu",
            Threads = 1,
            Started = DateTimeOffset.UnixEpoch,
            Written = DateTimeOffset.UnixEpoch,
            Iterations = 4,
            BestIteration = 4,
        };
        File.WriteAllText(Path.Combine(run.Folder, RunFileNames.Summary), summary.ToJson());
        return new RunExit(null);
    }
}

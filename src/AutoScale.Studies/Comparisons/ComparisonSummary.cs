using System.Globalization;

using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Store;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Comparisons;

/// <summary>A comparison as its files tell it.</summary>
/// <param name="Record">What comparison.json holds.</param>
/// <param name="Table">What results.csv holds; null where nothing can be scored.</param>
public sealed record ComparisonSummary(ComparisonRecord Record, ResultTable? Table)
{
    /// <summary>The results table, in the format that <c>autoscale evaluate</c> reads.</summary>
    public const string TableFile = "results.csv";

    /// <summary>Judges what a comparison found.</summary>
    /// <param name="plan">What was trained.</param>
    /// <param name="result">What was found.</param>
    /// <param name="jobs">Runs that were trained side by side.</param>
    /// <returns>The summary.</returns>
    public static ComparisonSummary Of(ComparisonPlan plan, ComparisonResult result, int jobs)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(result);
        RunConfiguration shared = plan.MethodRuns()[0].Configuration;
        (ResultTable? table, string? fault) = result.TryTable();
        IReadOnlyList<MethodScore> scores = table is null ? [] : MethodScore.Of(table);
        ComparisonMetric[] metrics = [.. result.Metrics];
        ComparisonRecord record = new()
        {
            Problem = shared.Problem,
            Setting = shared.Setting,
            Tasks = shared.Tasks,
            Metrics = metrics,
            Seeds = plan.Seeds,
            Iterations = shared.Iterations,
            Batch = shared.Batch,
            Jobs = jobs,
            Platform = ThisPlatform.Read(),
            Baselines = [.. result.Baselines.Where(run => run.Error is null).Select(run => Baseline(run, metrics))],
            Entrants =
            [
                .. result.Entrants.GroupBy(run => run.Label).Select(runs => new ComparisonEntrant
                {
                    Label = runs.Key,
                    Method = runs.First().Method,
                    Runs = [.. runs.Where(run => run.Error is null).Select(run => Run(run, metrics))],
                    Score = scores.FirstOrDefault(score => score.Method == runs.Key),
                    StepRatio = result.StepRatio(runs.Key),
                    ProcessorStepRatio = result.ProcessorStepRatio(runs.Key),
                }),
            ],
            Search = [.. result.Search.Zip(plan.SearchRuns(), (run, planned) => new SearchedWeights(WeightsOf(planned.Configuration), run.Folder, run.SelectionScore))],
            Failures = [.. result.Failed.Select(run => new FailedRun(run.Label, run.Seed, run.Folder, run.Error!))],
            Unscored = fault,
        };
        return new ComparisonSummary(record, table);
    }

    /// <summary>Writes both files; a table of an earlier sitting that no longer holds is removed.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, ComparisonRecord.FileName), Record.ToJson());
        string path = Path.Combine(folder, TableFile);
        if (Table is null)
        {
            File.Delete(path);
            return;
        }

        using StringWriter text = new() { NewLine = "\n" };
        ResultCsv.Write(text, Table);
        AtomicFile.WriteText(path, text.ToString());
    }

    private static ComparisonBaseline Baseline(StoredRun run, ComparisonMetric[] metrics) =>
        new(run.Tasks[0], run.Seed, run.Folder, ComparisonResult.Values([run], metrics.Where(metric => metric.Task == run.Tasks[0])));

    private static ComparisonRun Run(StoredRun run, ComparisonMetric[] metrics) => new()
    {
        Seed = run.Seed,
        Folder = run.Folder,
        Values = ComparisonResult.Values([run], metrics),
        Weights = run.Weights,
        BestIteration = run.BestIteration,
        SecondsPerIteration = run.SecondsPerIteration,
        ProcessorSecondsPerIteration = run.ProcessorSecondsPerIteration,
        PeakMemory = run.PeakMemory,
    };

    private static double[] WeightsOf(RunConfiguration run) =>
        [.. new GivenValue(run.MethodOptions["weights"], string.Empty).Items.Select(item => double.Parse(item, CultureInfo.InvariantCulture))];
}

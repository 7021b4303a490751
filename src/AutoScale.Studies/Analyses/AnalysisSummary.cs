using AutoScale.Evaluation;
using AutoScale.Metrics;
using AutoScale.Runs;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Store;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Analyses;

/// <summary>An analysis as its files tell it: which measures of training go together with Δm over the weight vectors.</summary>
public sealed class AnalysisSummary
{
    /// <summary>One line per weight vector, see <see cref="AnalysisTable"/>.</summary>
    public const string TableFile = "analysis.csv";

    private const int LargestWindow = 50;
    private const int WindowsByLength = 6;

    private readonly AnalysisPlan _plan;
    private readonly ComparisonResult _result;
    private readonly MetricOptions _options;

    private AnalysisSummary(AnalysisPlan plan, ComparisonResult result)
    {
        (_plan, _result) = (plan, result);
        _options = new MetricOptions { Window = Math.Clamp(plan.Shared.Iterations / WindowsByLength, 2, LargestWindow) };
    }

    /// <summary>Measures the runs of an analysis.</summary>
    /// <param name="plan">What was trained.</param>
    /// <param name="result">What <see cref="AnalysisStudy"/> found.</param>
    /// <param name="bootstrap">How the intervals of the correlations are drawn; null for the defaults.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">A file of a run is damaged; the message names it.</exception>
    public static AnalysisRecord Of(AnalysisPlan plan, ComparisonResult result, BootstrapOptions? bootstrap = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(result);
        return new AnalysisSummary(plan, result).Record(bootstrap);
    }

    /// <summary>Writes both files.</summary>
    /// <param name="record">What was found.</param>
    /// <param name="folder">The study's folder.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(AnalysisRecord record, string folder)
    {
        ArgumentNullException.ThrowIfNull(record);
        AtomicFile.WriteText(Path.Combine(folder, AnalysisRecord.FileName), record.ToJson());
        AtomicFile.WriteText(Path.Combine(folder, TableFile), AnalysisTable.Text(record));
    }

    private AnalysisRecord Record(BootstrapOptions? bootstrap)
    {
        RunConfiguration shared = _plan.Shared;
        (AnalysisEntry[] entries, string? fault) = Entries();
        AnalysisEntry[] vectors = [.. Enumerable.Range(0, _plan.Vectors).Select(WeightDraw.Label).Select(label => Find(entries, label)).OfType<AnalysisEntry>()];
        IReadOnlyList<AnalysisCorrelation> correlations = Correlations(vectors, bootstrap);
        return new AnalysisRecord
        {
            Problem = shared.Problem,
            Setting = shared.Setting,
            Tasks = shared.Tasks,
            Seeds = _plan.Seeds,
            Iterations = shared.Iterations,
            Batch = shared.Batch,
            ProbeEvery = _plan.Interval,
            Window = _options.Window,
            Platform = ThisPlatform.Read(),
            Measures = RunMeasures.All,
            Vectors = vectors,
            AutoScale = Find(entries, _plan.AutoScale.Label),
            AutoScaleFixed = Find(entries, AnalysisPlan.FixedLabel),
            Correlations = correlations,
            Uncorrelated = fault ?? (vectors.Length < AnalysisPlan.FewestVectors
                ? $"Only {vectors.Length} of {Wording.Count(_plan.Vectors, "weight vector")} could be trained with every seed: a correlation needs at least {AnalysisPlan.FewestVectors}."
                : null),
            Failures = [.. _result.Failed.Select(run => new FailedRun(run.Label, run.Seed, run.Folder, run.Error!))],
        };
    }

    /// <summary>Whatever was trained with every seed; nothing, and why, where there is no table to judge by.</summary>
    private (AnalysisEntry[] Entries, string? Fault) Entries()
    {
        (ResultTable? table, string? fault) = _result.TryTable();
        if (table is null)
        {
            return ([], fault);
        }

        Dictionary<int, SingleTasks> baselines = _result.Baselines.GroupBy(run => run.Seed).ToDictionary(runs => runs.Key, runs => SingleTasks.Read([.. runs], _plan.Folder));
        return ([.. table.Methods.Select(label => Entry(table, label, baselines))], null);
    }

    private AnalysisEntry Entry(ResultTable table, string label, Dictionary<int, SingleTasks> baselines)
    {
        RunMeasures measures = new(_plan.Interval, _options);
        StoredRun[] runs = [.. _plan.Seeds.Select(seed => _result.Entrants.Single(run => run.Label == label && run.Seed == seed))];
        double[][] drops = [.. runs.Select(run => PerformanceDrop.OfTasks(table, table.Run(label, run.Seed)))];
        MeasureCourse[][] courses = [.. runs.Select(run => measures.Read(_plan.Folder, run, baselines[run.Seed]))];
        return new AnalysisEntry
        {
            Label = label,
            Weights = MeanOf([.. runs.Select(run => run.Weights.ToArray())]),
            TaskDrops = MeanOf(drops),
            SeedDeltas = [.. drops.Select(PerformanceDrop.DeltaM)],
            Folders = [.. runs.Select(run => run.Folder)],
            Series = [.. RunMeasures.All.Select((_, at) => MeasureCourse.Over([.. courses.Select(run => run[at])]))],
        };
    }

    private static AnalysisCorrelation[] Correlations(AnalysisEntry[] vectors, BootstrapOptions? bootstrap)
    {
        List<AnalysisCorrelation> all = [];
        for (int at = 0; at < RunMeasures.All.Count; at++)
        {
            AnalysisEntry[] measured = [.. vectors.Where(vector => double.IsFinite(vector.Series[at].Mean))];
            if (measured.Length >= AnalysisPlan.FewestVectors)
            {
                double[] means = [.. measured.Select(vector => vector.Series[at].Mean)];
                double[] deltas = [.. measured.Select(vector => vector.DeltaM)];
                all.Add(new AnalysisCorrelation(RunMeasures.All[at], Correlation.Spearman(means, deltas, bootstrap), Correlation.Pearson(means, deltas, bootstrap)));
            }
        }

        return [.. all.OrderByDescending(correlation => Math.Abs(correlation.Spearman.Coefficient))]; // NaN comes last.
    }

    private static AnalysisEntry? Find(AnalysisEntry[] entries, string label) => Array.Find(entries, entry => entry.Label == label);

    private static double[] MeanOf(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(at => rows.Average(row => row[at]))];
}

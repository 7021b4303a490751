using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Store;

namespace AutoScale.Studies.Comparisons;

/// <summary>What a comparison found.</summary>
/// <param name="Baselines">The single-task runs.</param>
/// <param name="Entrants">Every method's runs, the searched weights' among them.</param>
/// <param name="Search">The runs that the search chose from.</param>
public sealed record ComparisonResult(IReadOnlyList<StoredRun> Baselines, IReadOnlyList<StoredRun> Entrants, IReadOnlyList<StoredRun> Search)
{
    /// <summary>What tables call the single-task baseline.</summary>
    public const string BaselineName = "stl";

    private const string Reference = "unitary";

    /// <summary>The runs that failed, which no table can hold.</summary>
    public IEnumerable<StoredRun> Failed => Baselines.Concat(Search).Concat(Entrants).Where(run => run.Error is not null);

    /// <summary>The measures of all tasks, as far as a run has been measured.</summary>
    public IReadOnlyList<ComparisonMetric> Metrics =>
    [
        .. Baselines.Concat(Entrants).SelectMany(run => run.Test).DistinctBy(task => task.Task)
            .OrderBy(task => Array.IndexOf([.. Entrants[0].Tasks], task.Task))
            .SelectMany(task => task.Metrics.Select(metric => new ComparisonMetric(task.Task, metric.Name, metric.Unit, metric.HigherIsBetter))),
    ];

    /// <summary>The results on the test split, every metric of every task; a method of which a run failed is left out.</summary>
    /// <returns>The table, to be scored.</returns>
    /// <exception cref="ArgumentException">A baseline is missing, or fewer than two methods are left; the message says so.</exception>
    public ResultTable Table()
    {
        StoredRun? failed = Baselines.FirstOrDefault(run => run.Error is not null);
        if (failed is not null)
        {
            throw new ArgumentException($"The baseline '{failed.Label}' with seed {failed.Seed} failed: {failed.Error}");
        }

        string[] methods = [.. Entrants.GroupBy(run => run.Label).Where(runs => runs.All(run => run.Error is null)).Select(runs => runs.Key)];
        ComparisonMetric[] metrics = [.. Metrics];
        IEnumerable<ResultRun> baselines = Baselines.GroupBy(run => run.Seed).Select(runs => new ResultRun(BaselineName, runs.Key, Values([.. runs], metrics)));
        IEnumerable<ResultRun> entrants = Entrants.Where(run => methods.Contains(run.Label)).Select(run => new ResultRun(run.Label, run.Seed, Values([run], metrics)));
        return new ResultTable([.. metrics.Select(metric => new ResultMetric(metric.Task, metric.Name, metric.HigherIsBetter))], [.. baselines, .. entrants], BaselineName);
    }

    /// <summary>The table, or why there is none.</summary>
    /// <returns>One of both.</returns>
    internal (ResultTable? Table, string? Fault) TryTable()
    {
        try
        {
            return (Table(), null);
        }
        catch (ArgumentException exception)
        {
            return (null, Wording.Of(exception));
        }
    }

    /// <summary>Seconds of an update by the clock relative to unitary scalarization's with the same seed, the mean over seeds.</summary>
    /// <param name="label">The method.</param>
    /// <returns>The ratio; NaN without a unitary run.</returns>
    public double StepRatio(string label) => Ratio(label, run => run.SecondsPerIteration);

    /// <summary>The same of processor seconds, which other work on the machine hardly changes.</summary>
    /// <param name="label">The method.</param>
    /// <returns>The ratio; NaN without a unitary run.</returns>
    public double ProcessorStepRatio(string label) => Ratio(label, run => run.ProcessorSecondsPerIteration);

    /// <summary>The most memory a run of a method held.</summary>
    /// <param name="label">The method.</param>
    /// <returns>Bytes; 0 where it is not known.</returns>
    public long PeakMemory(string label) => Of(label).Select(run => run.PeakMemory).DefaultIfEmpty().Max();

    /// <summary>What runs reached on the test split.</summary>
    /// <param name="runs">One run, or the single-task runs of a seed.</param>
    /// <param name="metrics">The measures.</param>
    /// <returns>One value for each measure; NaN where there is none.</returns>
    internal static double[] Values(StoredRun[] runs, IEnumerable<ComparisonMetric> metrics) => [.. metrics.Select(metric =>
        runs.SelectMany(run => run.Test).Where(task => task.Task == metric.Task).SelectMany(task => task.Metrics).FirstOrDefault(value => value.Name == metric.Name)?.Value ?? double.NaN)];

    private double Ratio(string label, Func<StoredRun, double> seconds)
    {
        double[] ratios = [.. Of(label).Join(Of(Reference), run => run.Seed, run => run.Seed, (run, unitary) => seconds(run) / seconds(unitary))];
        return ratios.Length == 0 ? double.NaN : ratios.Average();
    }

    private IEnumerable<StoredRun> Of(string label) => Entrants.Where(run => run.Label == label && run.Error is null);
}

using AutoScale.Evaluation;
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

    /// <summary>The runs that failed, which no table can hold.</summary>
    public IEnumerable<StoredRun> Failed => Baselines.Concat(Entrants).Concat(Search).Where(run => run.Error is not null);

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
        ResultMetric[] metrics = [.. Baselines.DistinctBy(run => run.Tasks[0])
            .SelectMany(run => run.Test[0].Metrics.Select(metric => new ResultMetric(run.Tasks[0], metric.Name, metric.HigherIsBetter)))];
        IEnumerable<ResultRun> baselines = Baselines.GroupBy(run => run.Seed).Select(runs => Row(BaselineName, runs.Key, [.. runs], metrics));
        IEnumerable<ResultRun> entrants = Entrants.Where(run => methods.Contains(run.Label)).Select(run => Row(run.Label, run.Seed, [run], metrics));
        return new ResultTable(metrics, [.. baselines, .. entrants], BaselineName);
    }

    /// <summary>Seconds of an update relative to unitary scalarization's with the same seed, the mean over seeds.</summary>
    /// <param name="label">The method.</param>
    /// <returns>The ratio; NaN without a unitary run.</returns>
    public double StepRatio(string label)
    {
        double[] ratios = [.. Of(label).Join(Of("unitary"), run => run.Seed, run => run.Seed, (run, unitary) => run.SecondsPerIteration / unitary.SecondsPerIteration)];
        return ratios.Length == 0 ? double.NaN : ratios.Average();
    }

    /// <summary>The most memory a run of a method held.</summary>
    /// <param name="label">The method.</param>
    /// <returns>Bytes; 0 where it is not known.</returns>
    public long PeakMemory(string label) => Of(label).Select(run => run.PeakMemory).DefaultIfEmpty().Max();

    private IEnumerable<StoredRun> Of(string label) => Entrants.Where(run => run.Label == label && run.Error is null);

    private static ResultRun Row(string name, int seed, StoredRun[] runs, ResultMetric[] metrics) => new(name, seed, [.. metrics.Select(metric =>
        runs.SelectMany(run => run.Test).Where(task => task.Task == metric.Task).SelectMany(task => task.Metrics).FirstOrDefault(value => value.Name == metric.Name)?.Value ?? double.NaN)]);
}

using AutoScale.Weighting;
using MathNet.Numerics.Statistics;

namespace AutoScale.Evaluation;

/// <summary>What several methods reached on the same tasks with the same seeds, and the single-task baseline to compare with. Complete and immutable.</summary>
public sealed class ResultTable
{
    private readonly Dictionary<(string Method, int Seed), ResultRun> _runs = [];
    private readonly ResultRun? _onlyBaseline;

    /// <summary>Checks and keeps the results.</summary>
    /// <param name="metrics">The columns.</param>
    /// <param name="runs">The rows, those of the baseline among them: every method with the same seeds, the baseline with these seeds or with one run for all.</param>
    /// <param name="baseline">Which method is the single-task baseline.</param>
    /// <exception cref="ArgumentException">Something is missing, given twice or not finite, a baseline is 0, or there are fewer than two methods beside it; one sentence says which.</exception>
    public ResultTable(IReadOnlyList<ResultMetric> metrics, IReadOnlyList<ResultRun> runs, string baseline)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(runs);
        Metrics = [.. metrics];
        Tasks = [.. metrics.Select(metric => metric.Task).Distinct()];
        Runs = [.. runs];
        RequireMetrics();
        Require(runs.Count > 0, "The results have no run: expected one of every method and seed");
        foreach (ResultRun run in runs)
        {
            RequireValues(run);
            Require(_runs.TryAdd((run.Method, run.Seed), run), $"'{run.Method}' has two runs of seed {run.Seed}: give each a seed of its own, in a table in the column 'seed'");
        }

        string[] names = [.. runs.Select(run => run.Method).Distinct()];
        Baseline = names.FirstOrDefault(name => name.Equals(baseline, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no baseline '{baseline}'{NameSuggestion.For(baseline, names)}: the methods are {string.Join(", ", names)}.");
        ResultRun[] baselines = [.. runs.Where(run => run.Method == Baseline)];
        _onlyBaseline = baselines.Length == 1 ? baselines[0] : null;
        Methods = [.. names.Where(name => name != Baseline)];
        Seeds = [.. runs.Where(run => run.Method != Baseline).Select(run => run.Seed).Distinct().Order()];
        Require(
            Methods.Count >= 2,
            $"There {(Methods.Count == 1 ? $"is one method, '{Methods[0]}'," : "is no method")} beside the baseline '{Baseline}': a comparison needs at least two");
        RequireEverySeed();
        foreach (ResultRun run in baselines)
        {
            RequireNoZero(run);
        }
    }

    /// <summary>The columns; at least one.</summary>
    public IReadOnlyList<ResultMetric> Metrics { get; }

    /// <summary>The K tasks, in the order of their first column.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>The methods without the baseline, in the order of their first row; at least two.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>The seeds that every method has, ascending; at least one.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>The name of the single-task baseline.</summary>
    public string Baseline { get; }

    /// <summary>All rows, the baseline's among them, in the order they were given.</summary>
    public IReadOnlyList<ResultRun> Runs { get; }

    /// <summary>What a method reached with a seed.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    /// <returns>The run.</returns>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    public ResultRun Run(string method, int seed) => _runs[(method, seed)];

    /// <summary>What the baseline reached with a seed; its only run where it has but one.</summary>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    /// <returns>The run.</returns>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    public ResultRun BaselineRun(int seed) => _onlyBaseline ?? _runs[(Baseline, seed)];

    /// <summary>The same table with the mean over the seeds as the only run of each method, as papers print it.</summary>
    /// <returns>A table of the one seed 0.</returns>
    /// <exception cref="ArgumentException">The baselines of some metric cancel to 0.</exception>
    public ResultTable Averaged()
    {
        ResultRun Mean(string method)
        {
            ResultRun[] runs = [.. Runs.Where(run => run.Method == method)];
            return new ResultRun(method, 0, [.. Metrics.Select((_, column) => runs.Select(run => run.Values[column]).Mean())]);
        }

        return new ResultTable(Metrics, [Mean(Baseline), .. Methods.Select(Mean)], Baseline);
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException(fault + ".");
        }
    }

    private void RequireMetrics()
    {
        Require(Metrics.Count > 0, "The results have no metric");
        HashSet<string> labels = [];
        foreach (ResultMetric metric in Metrics)
        {
            Require(labels.Add(metric.Label), $"The metric {metric.Label} is there twice");
        }
    }

    private void RequireValues(ResultRun run)
    {
        Require(run.Values.Count == Metrics.Count, $"'{run.Method}', seed {run.Seed}, has {run.Values.Count} values for {Metrics.Count} metrics");
        for (int column = 0; column < Metrics.Count; column++)
        {
            Require(!double.IsNaN(run.Values[column]), $"'{run.Method}', seed {run.Seed}, has no value for {Metrics[column].Label}");
            Require(!double.IsInfinity(run.Values[column]), $"'{run.Method}', seed {run.Seed}, has an infinite value for {Metrics[column].Label}");
        }
    }

    private void RequireEverySeed()
    {
        foreach (int seed in Seeds)
        {
            foreach (string method in Methods)
            {
                Require(_runs.ContainsKey((method, seed)), $"'{method}' has no run of seed {seed}: every method needs the same seeds");
            }

            Require(
                _onlyBaseline is not null || _runs.ContainsKey((Baseline, seed)),
                $"The baseline '{Baseline}' has no run of seed {seed}: it needs one of every seed, or one for all");
        }
    }

    private void RequireNoZero(ResultRun baseline)
    {
        for (int column = 0; column < Metrics.Count; column++)
        {
            Require(baseline.Values[column] != 0, $"The baseline '{baseline.Method}' is 0 for {Metrics[column].Label}, seed {baseline.Seed}: nothing can be relative to it");
        }
    }
}

using System.Globalization;

using AutoScale.Cli.Progress;
using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Comparisons;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>What a comparison tells a person: every task's metrics, how the methods are judged and what they cost, what failed, where everything is.</summary>
internal static class ComparisonReport
{
    private const int MetricsOfATable = 3; // with their deviations, what a terminal of 100 characters holds
    private const double Mebi = 1024 * 1024;

    /// <summary>Prints the comparison.</summary>
    /// <param name="record">The comparison.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="environment">Where it is printed.</param>
    public static void Print(ComparisonRecord record, string folder, CommandEnvironment environment)
    {
        environment.Out.WriteLine();
        if (record.Unscored is null)
        {
            ComparisonEntrant[] scored = [.. record.Entrants.Where(entrant => entrant.Score is not null).OrderBy(entrant => entrant.Score!.DeltaM.Mean)];
            foreach (Table metrics in Enumerable.Range(0, record.Tasks.Count).SelectMany(task => Metrics(record, scored, task)))
            {
                CommandOutput.WriteNumbers(environment, metrics);
            }

            environment.Out.WriteLine();
            CommandOutput.WriteNumbers(environment, Scores(record, scored));
            Explain(record, environment);
        }
        else
        {
            environment.Out.WriteLine($"There is no table: {record.Unscored}");
        }

        FailureLines.Write(record.Failures, environment.Out);

        string table = record.Unscored is null ? $"{ComparisonSummary.TableFile}, " : string.Empty;
        environment.Out.WriteLine($"Everything is in {folder}: {table}{ComparisonRecord.FileName} and the runs.");
    }

    /// <summary>A task's metrics: a first table with its drop, and more where they would not fit beside each other.</summary>
    private static IEnumerable<Table> Metrics(ComparisonRecord record, ComparisonEntrant[] scored, int task)
    {
        string name = record.Tasks[task];
        int[] all = [.. Enumerable.Range(0, record.Metrics.Count).Where(column => record.Metrics[column].Task == name)];
        ComparisonBaseline[] baselines = [.. record.Baselines.Where(run => run.Task == name)];
        foreach (int[] columns in all.Chunk(MetricsOfATable))
        {
            bool isFirst = columns[0] == all[0];
            Table table = CommandOutput.Numbers([name], [.. isFirst ? (string[])["drop %"] : [], .. columns.Select(column => Title(record.Metrics[column]))]);
            CommandOutput.AddRow(table,
            [
                ComparisonResult.BaselineName,
                .. isFirst ? (string[])[""] : [],
                .. columns.Select(column => Text(SeedStatistic.Of([.. baselines.Select(run => run.Values[column - all[0]])]), Quantity.Number)),
            ]);
            foreach (ComparisonEntrant entrant in scored)
            {
                string[] drop = isFirst ? [Text(entrant.Score!.TaskDrops[task], Quantity.Hundredths)] : [];
                CommandOutput.AddRow(table, [entrant.Label, .. drop, .. columns.Select(column => Text(entrant.Score!.Metrics[column], Quantity.Number))]);
            }

            yield return table;
        }
    }

    private static Table Scores(ComparisonRecord record, ComparisonEntrant[] scored)
    {
        bool byProcessor = record.IsTimedByProcessor;
        Table table = CommandOutput.Numbers(["method"], ["Δm %", "Δm-pos %", "mean rank", byProcessor ? "CPU time" : "step time", "memory"]);
        foreach (ComparisonEntrant entrant in scored)
        {
            MethodScore score = entrant.Score!;
            double ratio = byProcessor ? entrant.ProcessorStepRatio : entrant.StepRatio;
            double seconds = byProcessor ? entrant.ProcessorSecondsPerIteration : entrant.SecondsPerIteration;
            CommandOutput.AddRow(table,
            [
                entrant.Label,
                WithInterval(score.DeltaM),
                Text(score.DeltaMPos, Quantity.Hundredths),
                Text(score.MeanRank, Quantity.Hundredths),
                double.IsNaN(ratio) ? Quantity.Duration(TimeSpan.FromSeconds(seconds)) : string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} x"),
                string.Create(CultureInfo.InvariantCulture, $"{entrant.PeakMemory / Mebi:0} MiB"),
            ]);
        }

        return table;
    }

    private static void Explain(ComparisonRecord record, CommandEnvironment environment)
    {
        environment.Out.WriteLine("On the test split, by models selected on validation. The mean rank is among these methods, 1 is best.");
        environment.Out.WriteLine("Δm, Δm-pos and drops are in percent against single-task training (stl): positive is worse.");
        bool hasUnitary = record.Entrants.Any(entrant => double.IsFinite(entrant.StepRatio));
        string unit = hasUnitary ? "relative to unitary" : "in seconds";
        environment.Out.WriteLine(record.IsTimedByProcessor
            ? $"CPU time is the processor time of a training step {unit}: the clock knows nothing of runs side by side."
            : $"Step time is the time of a training step {unit}.");
        if (record.Seeds.Count > 1)
        {
            environment.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"± is the standard deviation over the seeds; in brackets the {100 * new BootstrapOptions().Confidence:0.#} % bootstrap interval of the mean{ScoreReport.Caution(record.Seeds.Count)}."));
        }
    }

    private static string Title(ComparisonMetric metric) =>
        $"{metric.Name}{(metric.Unit.Length > 0 ? " " + metric.Unit : string.Empty)} {(metric.HigherIsBetter ? "↑" : "↓")}";

    private static string Text(SeedStatistic statistic, Func<double, string> number) => statistic.Count == 1
        ? number(statistic.Mean)
        : $"{number(statistic.Mean)} ± {number(statistic.StandardDeviation)}";

    private static string WithInterval(SeedStatistic statistic) => statistic.Count == 1
        ? Quantity.Hundredths(statistic.Mean)
        : $"{Quantity.Hundredths(statistic.Mean)} [{Quantity.Hundredths(statistic.Interval.Low)}, {Quantity.Hundredths(statistic.Interval.High)}]";
}

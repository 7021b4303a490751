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
    private const int WidestTable = 1000;
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
                CommandOutput.Write(environment, metrics, WidestTable);
            }

            environment.Out.WriteLine();
            CommandOutput.Write(environment, Scores(record, scored), WidestTable);
            Explain(record, environment);
        }
        else
        {
            environment.Out.WriteLine($"There is no table: {record.Unscored}");
        }

        foreach (FailedRun failed in record.Failures)
        {
            environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed: {failed.Label}, seed {failed.Seed}: {failed.Error}"));
        }

        string table = record.Unscored is null ? $"{ComparisonSummary.TableFile}, " : string.Empty;
        environment.Out.WriteLine($"Everything is in {folder}: {table}{ComparisonSummary.RecordFile} and the runs.");
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
            Table table = Table(name, [.. isFirst ? (string[])["drop %"] : [], .. columns.Select(column => Title(record.Metrics[column]))]);
            AddRow(table, ComparisonResult.BaselineName,
            [
                .. isFirst ? (string[])[""] : [],
                .. columns.Select(column => Text(SeedStatistic.Of([.. baselines.Select(run => run.Values[column - all[0]])]), Quantity.Number)),
            ]);
            foreach (ComparisonEntrant entrant in scored)
            {
                string[] drop = isFirst ? [Text(entrant.Score!.TaskDrops[task], Percent)] : [];
                AddRow(table, entrant.Label, [.. drop, .. columns.Select(column => Text(entrant.Score!.Metrics[column], Quantity.Number))]);
            }

            yield return table;
        }
    }

    private static Table Scores(ComparisonRecord record, ComparisonEntrant[] scored)
    {
        bool byProcessor = IsTimedByProcessor(record);
        Table table = Table("method", ["Δm %", "Δm-pos %", "mean rank", byProcessor ? "CPU time" : "step time", "memory"]);
        foreach (ComparisonEntrant entrant in scored)
        {
            MethodScore score = entrant.Score!;
            double ratio = byProcessor ? entrant.ProcessorStepRatio : entrant.StepRatio;
            double seconds = byProcessor ? entrant.ProcessorSecondsPerIteration : entrant.SecondsPerIteration;
            AddRow(table, entrant.Label,
            [
                WithInterval(score.DeltaM),
                Text(score.DeltaMPos, Percent),
                Text(score.MeanRank, Percent),
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
        environment.Out.WriteLine(IsTimedByProcessor(record)
            ? $"CPU time is the processor time of a training step {unit}: the clock knows nothing of runs side by side."
            : $"Step time is the time of a training step {unit}.");
        if (record.Seeds.Count > 1)
        {
            environment.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"± is the standard deviation over the seeds; in brackets the {100 * new BootstrapOptions().Confidence:0.#} % bootstrap interval of the mean{ScoreReport.Caution(record.Seeds.Count)}."));
        }
    }

    private static bool IsTimedByProcessor(ComparisonRecord record) =>
        record.Jobs > 1 && record.Entrants.SelectMany(entrant => entrant.Runs).All(run => run.ProcessorSecondsPerIteration > 0);

    private static Table Table(string first, string[] others)
    {
        Table table = CommandOutput.Table();
        table.AddColumn(new TableColumn(new Text(first)).NoWrap());
        foreach (string title in others)
        {
            table.AddColumn(new TableColumn(new Text(title)).RightAligned().NoWrap());
        }

        return table;
    }

    private static void AddRow(Table table, string label, string[] cells) => table.AddRow([new Text(label), .. cells.Select(cell => new Text(cell))]);

    private static string Title(ComparisonMetric metric) =>
        $"{metric.Name}{(metric.Unit.Length > 0 ? " " + metric.Unit : string.Empty)} {(metric.HigherIsBetter ? "↑" : "↓")}";

    private static string Text(SeedStatistic statistic, Func<double, string> number) => statistic.Count == 1
        ? number(statistic.Mean)
        : $"{number(statistic.Mean)} ± {number(statistic.StandardDeviation)}";

    private static string WithInterval(SeedStatistic statistic) => statistic.Count == 1
        ? Percent(statistic.Mean)
        : $"{Percent(statistic.Mean)} [{Percent(statistic.Interval.Low)}, {Percent(statistic.Interval.High)}]";

    private static string Percent(double value) => value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}

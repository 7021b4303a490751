using System.Globalization;

using AutoScale.Cli.Progress;
using AutoScale.Evaluation;
using AutoScale.Runs;
using AutoScale.Studies.Analyses;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>What an analysis tells a person: the weight vectors, where AutoScale stands among them, and what goes together with Δm.</summary>
internal static class AnalysisReport
{
    private const int FewVectors = 10;

    /// <summary>Prints the analysis.</summary>
    /// <param name="record">The analysis.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="environment">Where it is printed.</param>
    public static void Print(AnalysisRecord record, string folder, CommandEnvironment environment)
    {
        TextWriter output = environment.Out;
        output.WriteLine();
        if (record.Vectors.Count > 0)
        {
            CommandOutput.WriteNumbers(environment, Vectors(record));
            output.WriteLine("Drops in percent against single-task training: positive is worse.");
            Place(record, record.AutoScale, "AutoScale's run", output);
            Place(record, record.AutoScaleFixed, "AutoScale's weights from the first step on", output);
            output.WriteLine();
        }

        if (record.Uncorrelated is null)
        {
            CommandOutput.WriteNumbers(environment, Correlations(record));
            Explain(record, output);
        }
        else
        {
            output.WriteLine($"There is no correlation: {record.Uncorrelated}");
        }

        FailureLines.Write(record.Failures, output);

        output.WriteLine($"Everything is in {folder}: {AnalysisSummary.TableFile}, {AnalysisRecord.FileName} and the runs.");
    }

    /// <summary>Whether a measure goes together with Δm in the direction that the paper claims.</summary>
    /// <param name="record">The analysis.</param>
    /// <param name="measure">The measure.</param>
    /// <returns>One sentence.</returns>
    internal static string Verdict(AnalysisRecord record, AnalysisMeasure measure)
    {
        AnalysisCorrelation? found = record.Correlations.FirstOrDefault(correlation => correlation.Measure == measure);
        if (found is null)
        {
            return $"{Name(measure)}: no correlation, it has no value for enough vectors.";
        }

        if (double.IsNaN(found.Spearman.Coefficient))
        {
            return $"{Name(measure)}: no correlation, the same for all vectors.";
        }

        string interval = $"ρ {Quantity.Hundredths(found.Spearman.Coefficient)}, interval {Interval(found.Spearman)}";
        return found.ClearSign == 0
            ? $"{Name(measure)}: not shown here, the interval holds 0 ({interval})."
            : found.ClearSign == measure.ExpectedSign
                ? $"{Name(measure)}: as the paper claims ({interval} excludes 0)."
                : $"{Name(measure)}: the opposite of what the paper claims ({interval} excludes 0).";
    }

    private static Table Vectors(AnalysisRecord record)
    {
        Table table = CommandOutput.Numbers(["vector"], ["Δm %", .. record.Tasks.Select(task => $"w {task}"), .. record.Tasks.Select(task => $"{task} %")]);
        IEnumerable<AnalysisEntry> all = ((AnalysisEntry?[])[.. record.Vectors, record.AutoScale, record.AutoScaleFixed]).OfType<AnalysisEntry>();
        foreach (AnalysisEntry entry in all.OrderBy(entry => entry.DeltaM))
        {
            CommandOutput.AddRow(table, [entry.Label, Quantity.Hundredths(entry.DeltaM), .. entry.Weights.Select(Quantity.Number), .. entry.TaskDrops.Select(Quantity.Hundredths)]);
        }

        return table;
    }

    private static void Place(AnalysisRecord record, AnalysisEntry? entry, string what, TextWriter output)
    {
        if (entry is not null)
        {
            int better = record.Vectors.Count(vector => vector.DeltaM < entry.DeltaM);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{what}: Δm {Quantity.Hundredths(entry.DeltaM)} %, {better} of the {Wording.Count(record.Vectors.Count, "vector")} better (lower)."));
        }
    }

    private static Table Correlations(AnalysisRecord record)
    {
        Table table = CommandOutput.Numbers(["metric, mean over training"], ["form", "sign", "Spearman ρ", "p", "Pearson r", "p", "n"]);
        foreach (AnalysisCorrelation correlation in record.Correlations.Where(correlation => !double.IsNaN(correlation.Spearman.Coefficient)))
        {
            CommandOutput.AddRow(table,
            [
                Metric(correlation.Measure),
                correlation.Measure.IsWeighted ? "weighted" : "raw",
                correlation.Measure.ExpectedSign switch { < 0 => "-", > 0 => "+", _ => "" },
                $"{Quantity.Hundredths(correlation.Spearman.Coefficient)} {Interval(correlation.Spearman)}",
                PValue(correlation.Spearman.PValue),
                $"{Quantity.Hundredths(correlation.Pearson.Coefficient)} {Interval(correlation.Pearson)}",
                PValue(correlation.Pearson.PValue),
                correlation.Count.ToString(CultureInfo.InvariantCulture),
            ]);
        }

        return table;
    }

    private static void Explain(AnalysisRecord record, TextWriter output)
    {
        string few = record.Vectors.Count < FewVectors ? ", too narrow for so few vectors" : string.Empty;
        output.WriteLine("Correlation with Δm over the vectors; sign is the one that good values of the metric would have. 'std' is the standard deviation over tasks.");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"In brackets the {100 * new BootstrapOptions().Confidence:0.#} % bootstrap interval{few}. {record.Correlations.Count} metrics were tried: by chance about one in twenty has p < 0.05."));
        string[] constant = [.. record.Correlations.Where(correlation => double.IsNaN(correlation.Spearman.Coefficient)).Select(correlation => Name(correlation.Measure))];
        if (constant.Length > 0)
        {
            output.WriteLine($"The same for all vectors: {string.Join("; ", constant)}.");
        }

        foreach ((AnalysisMeasure measure, int undefined, int steps) in LeftOut(record))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(measure)}: {undefined} of {steps} measurements were undefined or infinite and are left out."));
        }

        output.WriteLine();
        foreach (AnalysisMeasure measure in AnalysisMeasure.Claimed)
        {
            output.WriteLine(Verdict(record, measure));
        }
    }

    private static IEnumerable<(AnalysisMeasure Measure, int Undefined, int Steps)> LeftOut(AnalysisRecord record) => record.Measures
        .Select((measure, at) => (measure, record.Vectors.Sum(vector => vector.Series[at].Undefined), record.Vectors.Sum(vector => vector.Series[at].Steps)))
        .Where(counts => counts.Item2 > 0)
        .Select(counts => (counts.measure, counts.Item2, counts.Item2 + counts.Item3));

    private static string Metric(AnalysisMeasure measure) => measure.Descriptor.Good == Metrics.MetricDirection.Equal ? measure.Metric + " (std)" : measure.Metric;

    private static string Name(AnalysisMeasure measure) => $"{Metric(measure)}, {(measure.IsWeighted ? "weighted" : "raw")}";

    private static string Interval(CorrelationResult result) => $"[{Quantity.Hundredths(result.Interval.Low)}, {Quantity.Hundredths(result.Interval.High)}]";

    private static string PValue(double value) => value < 0.001 ? "<0.001" : value.ToString("0.000", CultureInfo.InvariantCulture);
}

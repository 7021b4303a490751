using System.Globalization;

using AutoScale.Evaluation;
using AutoScale.Runs;

namespace AutoScale.Studies.Analyses;

/// <summary>The weight vectors of an analysis as comma-separated text: what a scatter plot of any measure against Δm needs.</summary>
internal static class AnalysisTable
{
    /// <summary>Writes the table: a line for each vector, then AutoScale and its weights as fixed ones.</summary>
    /// <param name="record">The analysis.</param>
    /// <returns>Columns label, "weight depth" for each task, delta-m and "drop depth" in percent, then the mean of each measure; a cell without a value is empty.</returns>
    public static string Text(AnalysisRecord record)
    {
        string[] header =
        [
            "label",
            .. record.Tasks.Select(task => $"weight {task}"),
            "delta-m",
            .. record.Tasks.Select(task => $"drop {task}"),
            .. record.Measures.Select(measure => measure.IsWeighted ? measure.Metric + " weighted" : measure.Metric),
        ];
        IEnumerable<AnalysisEntry> entries = ((AnalysisEntry?[])[.. record.Vectors, record.AutoScale, record.AutoScaleFixed]).OfType<AnalysisEntry>();
        return string.Concat(entries.Select(Cells).Prepend(header).Select(cells => CsvLine.Of(cells) + "\n"));
    }

    private static string[] Cells(AnalysisEntry entry)
    {
        double[] numbers = [.. entry.Weights, entry.DeltaM, .. entry.TaskDrops, .. entry.Series.Select(series => series.Mean)];
        return [entry.Label, .. numbers.Select(number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty)];
    }
}

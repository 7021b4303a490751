using System.Globalization;
using System.Text;

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
        StringBuilder text = new();
        Append(text, [
            "label",
            .. record.Tasks.Select(task => $"weight {task}"),
            "delta-m",
            .. record.Tasks.Select(task => $"drop {task}"),
            .. record.Measures.Select(measure => measure.IsWeighted ? measure.Metric + " weighted" : measure.Metric)]);
        foreach (AnalysisEntry entry in ((AnalysisEntry?[])[.. record.Vectors, record.AutoScale, record.AutoScaleFixed]).OfType<AnalysisEntry>())
        {
            double[] numbers = [.. entry.Weights, entry.DeltaM, .. entry.TaskDrops, .. entry.Series.Select(series => series.Mean)];
            Append(text, [entry.Label, .. numbers.Select(number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty)]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(cell => cell.AsSpan().ContainsAny(",\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)).Append('\n');
}

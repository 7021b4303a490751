namespace AutoScale.Diagnoses;

/// <summary>Averages over what could be measured: NaN, which stands for a step that says nothing, is left out.</summary>
internal static class Averages
{
    /// <summary>The mean; NaN of nothing.</summary>
    public static double Mean(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The median; the mean of the middle two of an even number; NaN of nothing.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length == 0 ? double.NaN
            : sorted[(sorted.Length - 1) / 2] is double low && sorted[sorted.Length / 2] is double high && low == high ? low
            : (sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2); // Their sum may overflow.
    }

    /// <summary>The mean of each column, such as of each pair over the steps.</summary>
    public static double[] Columns(IReadOnlyList<double[]> rows, int count) =>
        [.. Enumerable.Range(0, count).Select(column => Mean(rows.Select(row => row[column])))];
}

namespace AutoScale.Evaluation;

/// <summary>A line of comma-separated text, as docs/evaluation.md describes it.</summary>
public static class CsvLine
{
    /// <summary>Writes a line.</summary>
    /// <param name="cells">The cells; one with a comma, a quote or space at its ends is put between quotes.</param>
    /// <returns>The line, without a line break.</returns>
    public static string Of(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted));

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(',', '"') < 0 && cell == cell.Trim()
        ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

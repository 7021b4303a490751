using System.Globalization;
using System.Text;

namespace AutoScale.Evaluation;

/// <summary>Results tables as comma-separated text; docs/evaluation.md describes the format.</summary>
public static class ResultCsv
{
    private const string MethodColumn = "method";
    private const string SeedColumn = "seed";

    /// <summary>Reads a table.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="baseline">Which method is the single-task baseline, in any case.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FormatException">The text is not a complete table; one sentence says where and why.</exception>
    public static ResultTable Read(TextReader reader, string baseline = "stl")
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<ResultRun> runs = [];
        ResultMetric[]? metrics = null;
        bool hasSeeds = false;
        int number = 0;
        while (reader.ReadLine() is string line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            List<string> cells = Split(line, number);
            if (metrics is null)
            {
                hasSeeds = cells.Count > 1 && cells[1].Equals(SeedColumn, StringComparison.OrdinalIgnoreCase);
                metrics = Header(cells, hasSeeds, number);
            }
            else
            {
                runs.Add(Row(cells, metrics, hasSeeds, number));
            }
        }

        try
        {
            return new ResultTable(metrics ?? throw new FormatException("The table is empty: its first line names the columns."), runs, baseline);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>Writes a table so that <see cref="Read"/> gives the same one.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="table">The table.</param>
    public static void Write(TextWriter writer, ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(table);
        writer.WriteLine(CsvLine.Of([MethodColumn, SeedColumn, .. table.Metrics.Select(metric => $"{metric.Label}:{(metric.HigherIsBetter ? "higher" : "lower")}")]));
        foreach (ResultRun run in table.Runs)
        {
            writer.WriteLine(CsvLine.Of([run.Method, run.Seed.ToString(CultureInfo.InvariantCulture), .. run.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))]));
        }
    }

    private static ResultMetric[] Header(List<string> cells, bool hasSeeds, int number)
    {
        if (!cells[0].Equals(MethodColumn, StringComparison.OrdinalIgnoreCase))
        {
            string separators = cells[0].AsSpan().ContainsAny(";\t") ? " Separate the cells by commas, and write numbers with a decimal point." : string.Empty;
            throw new FormatException($"Line {number}: the first column is '{cells[0]}', expected '{MethodColumn}'.{separators}");
        }

        return [.. cells.Skip(hasSeeds ? 2 : 1).Select(cell => Metric(cell, number))];
    }

    private static ResultMetric Metric(string cell, int number)
    {
        int colon = cell.LastIndexOf(':');
        int slash = cell.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || colon < slash + 2)
        {
            throw new FormatException($"Line {number}: the column '{cell}' is not named task/metric:direction, such as depth/RMSE:lower.");
        }

        string direction = cell[(colon + 1)..].Trim();
        return new ResultMetric(cell[..slash].Trim(), cell[(slash + 1)..colon].Trim(), direction.ToUpperInvariant() switch
        {
            "HIGHER" => true,
            "LOWER" => false,
            _ => throw new FormatException($"Line {number}: the column '{cell}' has the direction '{direction}', expected 'higher' or 'lower' for the better values."),
        });
    }

    private static ResultRun Row(List<string> cells, ResultMetric[] metrics, bool hasSeeds, int number)
    {
        int first = hasSeeds ? 2 : 1;
        if (cells.Count > metrics.Length + first)
        {
            throw new FormatException($"Line {number} has {cells.Count} cells for {metrics.Length + first} columns.");
        }

        string method = cells[0].Length > 0 ? cells[0] : throw new FormatException($"Line {number} names no method.");
        int seed = 0;
        if (hasSeeds && !(cells.Count > 1 && (cells[1].Length == 0 || int.TryParse(cells[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed))))
        {
            throw new FormatException($"Line {number}: the seed of '{method}' is '{cells.ElementAtOrDefault(1)}', expected a whole number or nothing.");
        }

        return new ResultRun(method, seed, [.. metrics.Select((metric, column) => Value(cells.ElementAtOrDefault(first + column) ?? string.Empty, method, metric, number))]);
    }

    private static double Value(string cell, string method, ResultMetric metric, int number)
    {
        if (cell.Length == 0)
        {
            throw new FormatException($"Line {number}: '{method}' has no value for {metric.Label}.");
        }

        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"Line {number}: the value '{cell}' of '{method}' for {metric.Label} is not a finite number with a decimal point.");
    }

    /// <summary>The cells of a line: trimmed, or as written between quotes, where two quotes stand for one.</summary>
    private static List<string> Split(string line, int number)
    {
        List<string> cells = [];
        for (int at = 0; at <= line.Length; at++)
        {
            while (at < line.Length && line[at] == ' ')
            {
                at++;
            }

            if (at == line.Length || line[at] != '"')
            {
                int comma = line.IndexOf(',', at) is >= 0 and int found ? found : line.Length;
                cells.Add(line[at..comma].Trim());
                at = comma;
                continue;
            }

            StringBuilder cell = new();
            for (at++; at < line.Length && (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"')); at++)
            {
                cell.Append(line[at]);
                at += line[at] == '"' ? 1 : 0;
            }

            int end = line.IndexOf(',', Math.Min(at, line.Length)) is >= 0 and int next ? next : line.Length;
            if (at >= line.Length || line[(at + 1)..end].Trim().Length > 0)
            {
                throw new FormatException($"Line {number}: a quoted cell does not end with a quote.");
            }

            cells.Add(cell.ToString());
            at = end;
        }

        return cells;
    }
}

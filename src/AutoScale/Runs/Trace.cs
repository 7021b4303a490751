using System.Text;

namespace AutoScale.Runs;

/// <summary>A run step by step: losses, gradient geometry and weights, enough to solve for weights again without training.</summary>
public sealed class Trace
{
    /// <summary>Creates a trace.</summary>
    /// <param name="header">Task names, planned length and method.</param>
    /// <param name="records">The steps in ascending order; gaps are allowed, as from a method that probes the gradients now and then.</param>
    /// <param name="lastLineDropped">Whether a half-written last line was left out.</param>
    /// <exception cref="ArgumentException">A record has another number of tasks than the header, does not follow the one before it, or lies after the run's end.</exception>
    public Trace(TraceHeader header, IReadOnlyList<TraceRecord> records, bool lastLineDropped = false)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(records);
        for (int at = 0; at < records.Count; at++)
        {
            if (Fault(header, header.Tasks.Count, at == 0 ? 0 : records[at - 1].Iteration, records[at]) is string fault)
            {
                throw new ArgumentException($"records[{at}]: {fault}.", nameof(records));
            }
        }

        Header = header;
        Records = records;
        LastLineDropped = lastLineDropped;
    }

    /// <summary>Task names, planned length and method; what the trace does not say is filled in: names "task-1" on, the last step as the length.</summary>
    public TraceHeader Header { get; }

    /// <summary>The steps in ascending order.</summary>
    public IReadOnlyList<TraceRecord> Records { get; }

    /// <summary>Whether the last line was half-written and left out: the writing process was killed, or is still at it.</summary>
    public bool LastLineDropped { get; }

    /// <summary>K, the number of tasks.</summary>
    public int TaskCount => Header.Tasks.Count;

    /// <summary>Reads the trace of a file.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="FormatException">A line is not valid, or there is none; the message names file and line.</exception>
    public static Trace Read(TextReader reader, string path)
    {
        try
        {
            return Read(reader);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a trace, this library's or another program's.</summary>
    /// <remarks>The header may be missing. Blank lines are skipped. A last line without a line break that is not JSON is dropped and flagged.</remarks>
    /// <param name="reader">The text.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="FormatException">A line is not valid, or there is none; the message names the line.</exception>
    public static Trace Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        TraceHeader header = new() { Tasks = [], TotalIterations = 0 };
        List<TraceRecord> records = [];
        bool isEmpty = true;
        int number = 0;
        while (ReadLine(reader, out bool isTerminated) is string text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (!isTerminated && !IsJson(text, number))
            {
                return isEmpty ? throw new FormatException("The trace holds only a half-written line.") : Complete(header, records, lastLineDropped: true);
            }

            bool isHeader = isEmpty && TraceFormat.IsHeader(text, number);
            if (isEmpty)
            {
                header = (isHeader ? TraceFormat.ParseHeader(text, number) : header) with { Line = number };
            }

            if (!isHeader)
            {
                records.Add(ParseNext(text, number, header, records));
            }

            isEmpty = false;
        }

        return isEmpty ? throw new FormatException("The trace is empty: expected one JSON object a line.") : Complete(header, records, lastLineDropped: false);
    }

    private static TraceRecord ParseNext(string text, int number, TraceHeader header, List<TraceRecord> records)
    {
        TraceRecord record = TraceFormat.ParseLine(text, number);
        int taskCount = header.Tasks.Count > 0 ? header.Tasks.Count : records.Count > 0 ? records[0].Losses.Length : record.Losses.Length;
        int previous = records.Count == 0 ? 0 : records[^1].Iteration;
        return Fault(header, taskCount, previous, record) is string fault ? throw new FormatException($"Trace line {number}: {fault}.") : record;
    }

    private static string? Fault(TraceHeader header, int taskCount, int previousIteration, TraceRecord record)
    {
        if (record.Losses.Length != taskCount)
        {
            return $"'losses' has {Wording.Count(record.Losses.Length, "number")}: expected {taskCount}, one per task";
        }

        if (header.TotalIterations > 0 && record.Iteration > header.TotalIterations)
        {
            return $"iteration {record.Iteration} lies after the end of the run: the header says 'iterations' is {header.TotalIterations}";
        }

        return record.Iteration > previousIteration ? null : $"iteration {record.Iteration} follows iteration {previousIteration}: expected ascending ones, from 1";
    }

    private static Trace Complete(TraceHeader header, List<TraceRecord> records, bool lastLineDropped)
    {
        int taskCount = records.Count == 0 ? 0 : records[0].Losses.Length;
        int lastIteration = records.Count == 0 ? 0 : records[^1].Iteration;
        TraceHeader complete = header with
        {
            Tasks = header.Tasks.Count > 0 ? header.Tasks : [.. Enumerable.Range(1, taskCount).Select(task => $"task-{task}")],
            TotalIterations = header.TotalIterations > 0 ? header.TotalIterations : lastIteration,
        };
        return new Trace(complete, records, lastLineDropped);
    }

    private static bool IsJson(string text, int number)
    {
        try
        {
            TraceLine.Parse(text, number).Dispose();
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A line and whether a line break ended it, which TextReader.ReadLine does not tell.</summary>
    private static string? ReadLine(TextReader reader, out bool isTerminated)
    {
        StringBuilder line = new();
        for (int next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (next == '\n')
            {
                isTerminated = true;
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next);
        }

        isTerminated = false;
        return line.Length == 0 ? null : line.ToString();
    }
}

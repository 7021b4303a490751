using AutoScale.Runs;

namespace AutoScale.Training.Checkpoints;

/// <summary>Writes what happens in a run to its folder: the trace, the metrics and the checkpoints, in step with each other.</summary>
internal sealed class RunJournal : IDisposable
{
    private readonly JournalFile _trace;
    private readonly JournalFile _metrics;

    /// <summary>Opens the files and drops what a checkpoint does not vouch for.</summary>
    public RunJournal(RunFolder folder, TrainingState state, TraceHeader header)
    {
        _trace = new JournalFile(folder.Trace, state.TraceLength);
        _metrics = new JournalFile(folder.Metrics, state.MetricsLength);
        if (state.TraceLength == 0)
        {
            _trace.WriteLine(TraceFormat.FormatHeader(header));
        }
    }

    /// <summary>Adds an update to the trace.</summary>
    public void Write(TraceRecord record) => _trace.WriteLine(TraceFormat.FormatLine(record));

    /// <summary>Adds an evaluation to the metrics.</summary>
    public void Write(EvaluationReport report, bool isBest) => _metrics.WriteLine(EvaluationFormat.FormatLine(report, isBest));

    /// <summary>Brings both files to the disk and notes their lengths in the state.</summary>
    public TrainingState Flush(TrainingState state) => state with { TraceLength = _trace.Flush(), MetricsLength = _metrics.Flush() };

    public void Dispose()
    {
        _trace.Dispose();
        _metrics.Dispose();
    }
}

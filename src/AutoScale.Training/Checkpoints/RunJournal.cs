using System.Text.Json.Nodes;
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
    public void Write(EvaluationReport report, bool isBest)
    {
        JsonObject tasks = [];
        foreach (TaskEvaluation task in report.Tasks)
        {
            JsonArray metrics = [];
            foreach (MetricValue metric in task.Metrics)
            {
                metrics.Add(new JsonObject
                {
                    ["name"] = metric.Name,
                    ["unit"] = metric.Unit,
                    ["value"] = Number(metric.Value),
                    ["higherIsBetter"] = metric.HigherIsBetter,
                });
            }

            tasks[task.Task] = new JsonObject { ["loss"] = Number(task.Loss), ["metrics"] = metrics };
        }

        JsonObject line = new()
        {
            ["iteration"] = report.Iteration,
            ["split"] = report.Split,
            ["selectionScore"] = Number(report.SelectionScore),
            ["isBest"] = isBest,
            ["tasks"] = tasks,
        };
        _metrics.WriteLine(line.ToJsonString());
    }

    /// <summary>Brings both files to the disk and notes their lengths in the state.</summary>
    public TrainingState Flush(TrainingState state) => state with { TraceLength = _trace.Flush(), MetricsLength = _metrics.Flush() };

    public void Dispose()
    {
        _trace.Dispose();
        _metrics.Dispose();
    }

    // JSON has no NaN and no infinity: a metric without a value is null.
    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}

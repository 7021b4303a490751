using System.Diagnostics;

using AutoScale.Runs;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Runs;

/// <summary>Keeps run.json true while a run goes on, and passes everything on to who watches.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="record">The record to start from.</param>
/// <param name="observer">Who watches the run.</param>
/// <param name="time">The clock.</param>
internal sealed class RunDiary(RunFolder folder, RunRecord record, ITrainingObserver observer, TimeProvider time) : ITrainingObserver
{
    private readonly RunTimings _former = record.Timings;
    private RunRecord _record = record;

    /// <summary>The timings of this sitting; null before the trainer is there.</summary>
    public StepTimings? Timings { get; set; }

    /// <summary>Changes the record and writes it to the folder.</summary>
    /// <param name="change">From the record as it is to the one to write.</param>
    /// <returns>The record written.</returns>
    public RunRecord Write(Func<RunRecord, RunRecord> change)
    {
        using Process process = Process.GetCurrentProcess();
        _record = change(_record) with { Written = time.GetUtcNow(), PeakMemory = Math.Max(_record.PeakMemory, process.PeakWorkingSet64) };
        AtomicFile.WriteText(folder.Summary, _record.ToJson());
        return _record;
    }

    /// <summary>The timings of all sittings so far, this one included.</summary>
    /// <returns>The sum.</returns>
    public RunTimings TimingsSoFar() => Timings is null ? _former : _former.Plus(new RunTimings(Timings.Steps, Enum.GetValues<StepPart>().ToDictionary(part => part, part => Timings[part])) { Processor = Timings.Processor });

    /// <inheritdoc/>
    public void OnStep(in StepReport step) => observer.OnStep(step);

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report) => observer.OnEvaluation(report);

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration)
    {
        Write(running => running with { Iterations = iteration, Timings = TimingsSoFar() });
        observer.OnCheckpoint(iteration);
    }

    /// <inheritdoc/>
    public void OnWarning(string text)
    {
        if (_record.Warnings.Contains(text))
        {
            return; // A resumed run says again what the sitting before has said.
        }

        _record = _record with { Warnings = [.. _record.Warnings, text] };
        observer.OnWarning(text);
    }
}

using AutoScale.Runs;

namespace AutoScale.Training.Steps;

/// <summary>Books the time between two readings on a part of the run.</summary>
internal sealed class StepClock(TimeProvider time, StepTimings timings)
{
    private long _last = time.GetTimestamp();
    private TimeSpan _processor;

    /// <summary>Starts an update; the time since the last reading belongs to nobody.</summary>
    public void Start()
    {
        _last = time.GetTimestamp();
        _processor = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Ends an update: books the time since the last reading as its record, and the processor time of the whole.</summary>
    public void End()
    {
        Book(StepPart.Record);
        timings.Processor += Environment.CpuUsage.TotalTime - _processor;
    }

    /// <summary>Books the time since the last reading.</summary>
    /// <param name="part">What the time was spent on.</param>
    public void Book(StepPart part)
    {
        long now = time.GetTimestamp();
        timings[part] += time.GetElapsedTime(_last, now);
        _last = now;
    }
}

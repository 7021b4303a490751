using AutoScale.Runs;

namespace AutoScale.Training.Steps;

/// <summary>Books the time between two readings on a part of the run.</summary>
internal sealed class StepClock(TimeProvider time, StepTimings timings)
{
    private long _last = time.GetTimestamp();

    /// <summary>Starts a stretch whose time so far belongs to nobody.</summary>
    public void Start() => _last = time.GetTimestamp();

    /// <summary>Books the time since the last reading.</summary>
    /// <param name="part">What the time was spent on.</param>
    public void Book(StepPart part)
    {
        long now = time.GetTimestamp();
        timings[part] += time.GetElapsedTime(_last, now);
        _last = now;
    }
}

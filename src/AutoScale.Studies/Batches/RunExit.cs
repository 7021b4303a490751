namespace AutoScale.Studies.Batches;

/// <summary>How a run of a study ended.</summary>
/// <param name="Error">Why it failed, in one sentence; null when it was trained to the end.</param>
/// <param name="WasReused">Whether it had been trained before.</param>
public sealed record RunExit(string? Error, bool WasReused = false)
{
    /// <summary>Whether the run's results can be used.</summary>
    public bool IsCompleted => Error is null;
}

namespace AutoScale.Training;

/// <summary>What a run does when a task's loss or gradient is NaN or infinite.</summary>
public enum NonFiniteLossPolicy
{
    /// <summary>Stop with an error naming task and iteration. The default.</summary>
    Throw,

    /// <summary>Leave the parameters as they are, count the step as skipped, warn, and go on.</summary>
    SkipStep,
}

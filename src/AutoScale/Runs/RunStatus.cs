namespace AutoScale.Runs;

/// <summary>How far a run has come, as its run.json says. A run that says it is running but has no process was killed.</summary>
public enum RunStatus
{
    /// <summary>A process is, or was when it was killed, working on it.</summary>
    Running,

    /// <summary>Stopped by the user at a checkpoint; can be resumed.</summary>
    Stopped,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Trained to the end and measured on the test split.</summary>
    Completed,
}

namespace AutoScale.Evaluation;

/// <summary>What is ranked in a task with several metrics.</summary>
public enum RankGrouping
{
    /// <summary>The task's drop, which is the mean over its metrics. AutoScale, section 5 and Tables 1 and 2.</summary>
    TaskDrop,

    /// <summary>Every metric; the task's rank is the mean of these ranks. "Uniform vs. specialized", section 3.</summary>
    Metrics,
}

namespace AutoScale.Evaluation;

/// <summary>What is ranked in a task with several metrics.</summary>
public enum RankGrouping
{
    /// <summary>The task's drop, which is the mean over its metrics. AutoScale, Tables 1 and 2.</summary>
    TaskDrop,

    /// <summary>Every metric; the task's rank is the mean of these ranks. "Uniform Loss vs. Specialized Optimization", section 3, Equation 2.</summary>
    Metrics,
}

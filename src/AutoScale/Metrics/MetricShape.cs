namespace AutoScale.Metrics;

/// <summary>What the values of a metric belong to.</summary>
public enum MetricShape
{
    /// <summary>One value for the step.</summary>
    Step,

    /// <summary>One value for each of the K tasks.</summary>
    Tasks,

    /// <summary>One value for each pair of tasks, in the order of <see cref="TaskPairs"/>.</summary>
    Pairs,
}

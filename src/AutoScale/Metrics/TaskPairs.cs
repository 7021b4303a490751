namespace AutoScale.Metrics;

/// <summary>The K·(K − 1)/2 pairs (i, j) of different tasks, i &lt; j, row by row: (0, 1), (0, 2), …, (1, 2), …</summary>
/// <remarks>Every metric of pairs gives its values in this order.</remarks>
public static class TaskPairs
{
    /// <summary>Lists the pairs.</summary>
    /// <param name="taskCount">K. At least 0.</param>
    /// <returns>The pairs in order; none for fewer than two tasks.</returns>
    public static IEnumerable<(int First, int Second)> Of(int taskCount) =>
        from first in Enumerable.Range(0, taskCount)
        from second in Enumerable.Range(first + 1, taskCount - first - 1)
        select (first, second);

    /// <summary>A value for every pair, in order.</summary>
    internal static double[] Map(int taskCount, Func<int, int, double> value) => [.. Of(taskCount).Select(pair => value(pair.First, pair.Second))];
}

using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.Metrics;

/// <summary>Feeds metrics and reads their values by name.</summary>
internal static class MetricBatch
{
    public static void Add(IReadOnlyList<ITaskMetric> metrics, Tensor prediction, Tensor target)
    {
        foreach (ITaskMetric metric in metrics)
        {
            metric.Add(prediction, target);
        }
    }

    public static double Value(this IReadOnlyList<ITaskMetric> metrics, string name) => metrics.Single(metric => metric.Name == name).Value;

    /// <summary>Asserts that nothing was measured yet, that one batch gives the same as its two halves, and that a reset forgets.</summary>
    public static void AssertStreams(Func<IReadOnlyList<ITaskMetric>> create, Tensor prediction, Tensor target)
    {
        IReadOnlyList<ITaskMetric> whole = create();
        IReadOnlyList<ITaskMetric> halves = create();
        Assert.All(whole, metric => Assert.Equal(double.NaN, metric.Value));
        Assert.Equal(whole.Count, whole.Select(metric => metric.Name).Distinct().Count());
        long first = prediction.Size(0) / 3;
        long second = prediction.Size(0) - first;

        Add(whole, prediction, target);
        Add(halves, prediction.Narrow(0, 0, first), target.Narrow(0, 0, first));
        Add(halves, prediction.Narrow(0, first, second), target.Narrow(0, first, second));

        Assert.Equal(whole.Select(metric => metric.Value), halves.Select(metric => metric.Value), (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Abs(a));
        foreach (ITaskMetric metric in whole)
        {
            metric.Reset();
        }

        Assert.All(whole, metric => Assert.Equal(double.NaN, metric.Value));
    }
}

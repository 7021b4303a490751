using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>Mean squared error of a reconstruction over all values of all samples.</summary>
internal sealed class SquaredError : IMeasure
{
    private double _sum;
    private long _count;

    /// <summary>Makes the metrics: root mean squared error (primary) and mean squared error, both of grey values in 0..1.</summary>
    /// <returns>Fresh metrics for two tensors of one shape.</returns>
    public static IReadOnlyList<ITaskMetric> Metrics()
    {
        SquaredError measure = new();
        return MeasuredMetric.Over(
            measure,
            new Reading("RMSE", "", false, () => Math.Sqrt(measure.Mean)),
            new Reading("MSE", "", false, () => measure.Mean));
    }

    /// <summary>The mean of (prediction − target)²; NaN before the first sample.</summary>
    public double Mean => _count == 0 ? double.NaN : _sum / _count;

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        using TensorScope scope = new();
        _sum += (prediction - target).Square().Sum().Item();
        _count += target.ElementCount;
    }

    /// <inheritdoc/>
    public void Reset() => (_sum, _count) = (0, 0);
}

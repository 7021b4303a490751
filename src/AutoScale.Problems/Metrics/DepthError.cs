using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>How far predicted depths are off, over all pixels of all images.</summary>
internal sealed class DepthError : IMeasure
{
    private double _squared;
    private double _absolute;
    private double _relative;
    private long _count;

    /// <summary>Makes the metrics: root mean squared error (primary) and mean absolute error in metres, relative error.</summary>
    /// <returns>Fresh metrics for two tensors of one shape, in metres; targets above 0.</returns>
    public static IReadOnlyList<ITaskMetric> Metrics()
    {
        DepthError measure = new();
        return MeasuredMetric.Over(
            measure,
            new Reading("RMSE", "m", false, () => measure.RootMeanSquared),
            new Reading("absolute error", "m", false, () => measure.MeanAbsolute),
            new Reading("relative error", "", false, () => measure.MeanRelative));
    }

    /// <summary>√ mean (p − d)², in metres; NaN before the first pixel.</summary>
    public double RootMeanSquared => _count == 0 ? double.NaN : Math.Sqrt(_squared / _count);

    /// <summary>Mean |p − d|, in metres; NaN before the first pixel.</summary>
    public double MeanAbsolute => _count == 0 ? double.NaN : _absolute / _count;

    /// <summary>Mean |p − d| / d, as a fraction; NaN before the first pixel.</summary>
    public double MeanRelative => _count == 0 ? double.NaN : _relative / _count;

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        using TensorScope scope = new();
        Tensor difference = prediction - target;
        Tensor absolute = difference.Abs();
        _squared += difference.Square().Sum().Item();
        _absolute += absolute.Sum().Item();
        _relative += (absolute / target).Sum().Item();
        _count += target.ElementCount;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _squared = _absolute = _relative = 0;
        _count = 0;
    }
}

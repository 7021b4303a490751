using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>How often the class with the largest logit is the right one, in percent.</summary>
internal sealed class Accuracy : IMeasure
{
    private long _right;
    private long _count;

    /// <summary>Makes the metrics: accuracy.</summary>
    /// <returns>Fresh metrics for logits [B, classes] and Int64 labels [B].</returns>
    public static IReadOnlyList<ITaskMetric> Metrics()
    {
        Accuracy measure = new();
        return MeasuredMetric.Over(measure, new Reading("accuracy", "%", true, () => measure.Percent));
    }

    /// <summary>100·right/all; NaN before the first sample.</summary>
    public double Percent => _count == 0 ? double.NaN : 100.0 * _right / _count;

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        using TensorScope scope = new();
        _right += (long)prediction.ArgMax(1).Equal(target).Sum().Item();
        _count += target.ElementCount;
    }

    /// <inheritdoc/>
    public void Reset() => (_right, _count) = (0, 0);
}

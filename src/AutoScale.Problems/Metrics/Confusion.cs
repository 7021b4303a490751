using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>How many pixels of each class were taken for each class.</summary>
internal sealed class Confusion : IMeasure
{
    private readonly int _classes;
    private readonly long[] _counts;

    /// <summary>Creates an empty table.</summary>
    /// <param name="classes">How many classes. At least 1.</param>
    public Confusion(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _classes = classes;
        _counts = new long[classes * classes];
    }

    /// <summary>Makes the metrics: mean intersection over union (primary) and pixel accuracy, both in percent.</summary>
    /// <param name="classes">How many classes. At least 1.</param>
    /// <returns>Fresh metrics for logits [B, classes, H, W] and Int64 classes [B, H, W].</returns>
    public static IReadOnlyList<ITaskMetric> Metrics(int classes)
    {
        Confusion measure = new(classes);
        return MeasuredMetric.Over(
            measure,
            new Reading("mIoU", "%", true, () => measure.MeanIntersectionOverUnion),
            new Reading("pixel accuracy", "%", true, () => measure.PixelAccuracy));
    }

    /// <summary>The mean over classes of 100·|predicted ∩ actual| / |predicted ∪ actual|; NaN before the first pixel.</summary>
    /// <remarks>Over the whole split, not per image. A class that neither occurs nor is predicted does not count.</remarks>
    public double MeanIntersectionOverUnion
    {
        get
        {
            double sum = 0;
            int counted = 0;
            for (int i = 0; i < _classes; i++)
            {
                long both = _counts[(i * _classes) + i];
                long either = -both;
                for (int j = 0; j < _classes; j++)
                {
                    either += _counts[(i * _classes) + j] + _counts[(j * _classes) + i];
                }

                sum += either > 0 ? (double)both / either : 0;
                counted += either > 0 ? 1 : 0;
            }

            return counted == 0 ? double.NaN : 100 * sum / counted;
        }
    }

    /// <summary>The share of pixels of the right class, in percent; NaN before the first pixel.</summary>
    public double PixelAccuracy
    {
        get
        {
            long right = 0;
            long all = 0;
            for (int i = 0; i < _classes; i++)
            {
                right += _counts[(i * _classes) + i];
            }

            foreach (long count in _counts)
            {
                all += count;
            }

            return all == 0 ? double.NaN : 100.0 * right / all;
        }
    }

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        using TensorScope scope = new();
        long[] predicted = prediction.ArgMax(1).ToArray<long>();
        long[] actual = target.ToArray<long>();
        for (int i = 0; i < actual.Length; i++)
        {
            _counts[(actual[i] * _classes) + predicted[i]]++;
        }
    }

    /// <inheritdoc/>
    public void Reset() => Array.Clear(_counts);
}

using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>The angle between predicted and true surface normals, over all pixels of all images.</summary>
internal sealed class NormalAngle : IMeasure
{
    private const double DegreesPerRadian = 180 / Math.PI;
    private const double Shortest = 1e-12; // a vector of length 0 points nowhere: it counts as 90 degrees off
    private const int BinsPerDegree = 20;

    private readonly long[] _histogram = new long[(180 * BinsPerDegree) + 1];
    private double _sum;
    private long _count;
    private long _within11;
    private long _within22;
    private long _within30;

    /// <summary>Makes the metrics: mean (primary) and median angle in degrees, and how many are within 11.25, 22.5 and 30.</summary>
    /// <returns>Fresh metrics for two tensors [B, 3, H, W]; vectors of any length above 0.</returns>
    public static IReadOnlyList<ITaskMetric> Metrics()
    {
        NormalAngle measure = new();
        return MeasuredMetric.Over(
            measure,
            new Reading("mean angle", "degrees", false, () => measure.Mean),
            new Reading("median angle", "degrees", false, () => measure.Median),
            new Reading("within 11.25", "%", true, () => measure.Percent(measure._within11)),
            new Reading("within 22.5", "%", true, () => measure.Percent(measure._within22)),
            new Reading("within 30", "%", true, () => measure.Percent(measure._within30)));
    }

    /// <summary>The mean angle in degrees; NaN before the first pixel.</summary>
    public double Mean => _count == 0 ? double.NaN : _sum / _count;

    /// <summary>The median angle in degrees, to within a bin of 0.05; NaN before the first pixel.</summary>
    public double Median
    {
        get
        {
            long below = 0;
            for (int bin = 0; bin < _histogram.Length; bin++)
            {
                if (2 * (below + _histogram[bin]) >= _count && _count > 0)
                {
                    double inside = ((_count / 2.0) - below) / _histogram[bin];
                    return (bin + inside) / BinsPerDegree;
                }

                below += _histogram[bin];
            }

            return double.NaN;
        }
    }

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        float[] predicted = prediction.ToArray<float>();
        float[] actual = target.ToArray<float>();
        int plane = (int)(target.Size(2) * target.Size(3));
        for (int image = 0; image < actual.Length; image += 3 * plane)
        {
            for (int i = image; i < image + plane; i++)
            {
                double lengths = Math.Sqrt(Dot(predicted, predicted, i, plane) * Dot(actual, actual, i, plane));
                double cosine = Dot(predicted, actual, i, plane) / Math.Max(lengths, Shortest);
                Add(Math.Acos(Math.Clamp(cosine, -1, 1)) * DegreesPerRadian);
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_histogram);
        _sum = 0;
        _count = _within11 = _within22 = _within30 = 0;
    }

    private static double Dot(float[] a, float[] b, int at, int plane) =>
        ((double)a[at] * b[at]) + ((double)a[at + plane] * b[at + plane]) + ((double)a[at + (2 * plane)] * b[at + (2 * plane)]);

    private void Add(double degrees)
    {
        _histogram[(int)(degrees * BinsPerDegree)]++;
        _sum += degrees;
        _count++;
        _within11 += degrees < 11.25 ? 1 : 0;
        _within22 += degrees < 22.5 ? 1 : 0;
        _within30 += degrees < 30 ? 1 : 0;
    }

    private double Percent(long within) => _count == 0 ? double.NaN : 100.0 * within / _count;
}

using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>How well edges are found: the best F measure that one threshold on the probability reaches over the whole split.</summary>
/// <remarks>
/// <para>F = 2·precision·recall/(precision + recall), pixel by pixel, at the thresholds 0.01, 0.02 .. 0.99; the best is the ODS ("optimal
/// data-set scale") F. Source: Martin, Fowlkes and Malik, "Learning to Detect Natural Image Boundaries", PAMI 2004. Deviation: no
/// tolerance for shifted edges and no thinning, because generated edges are exact.</para>
/// </remarks>
internal sealed class BestThresholdF : IMeasure
{
    private const int Bins = 100;

    private readonly long[] _edges = new long[Bins];
    private readonly long[] _others = new long[Bins];

    /// <summary>Makes the metrics: ODS-F (primary), with precision and recall at its threshold, in percent.</summary>
    /// <returns>Fresh metrics for logits and targets 0 or 1 of one shape.</returns>
    public static IReadOnlyList<ITaskMetric> Metrics()
    {
        BestThresholdF measure = new();
        return MeasuredMetric.Over(
            measure,
            new Reading("ODS-F", "%", true, () => measure.Best().F),
            new Reading("precision", "%", true, () => measure.Best().Precision),
            new Reading("recall", "%", true, () => measure.Best().Recall));
    }

    /// <summary>The best threshold's F, precision and recall, in percent; NaN before the first edge pixel.</summary>
    public (double F, double Precision, double Recall) Best()
    {
        long allEdges = _edges.Sum();
        if (allEdges == 0)
        {
            return (double.NaN, double.NaN, double.NaN);
        }

        (double F, double Precision, double Recall) best = (0, 0, 0);
        long found = 0;
        long wrong = 0;
        for (int bin = Bins - 1; bin >= 1; bin--)
        {
            found += _edges[bin];
            wrong += _others[bin];
            double f = 200.0 * found / (found + wrong + allEdges);
            if (f > best.F)
            {
                best = (f, 100.0 * found / (found + wrong), 100.0 * found / allEdges);
            }
        }

        return best;
    }

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target)
    {
        using TensorScope scope = new();
        float[] probability = prediction.Sigmoid().ToArray<float>();
        float[] actual = target.ToArray<float>();
        for (int i = 0; i < actual.Length; i++)
        {
            int bin = Math.Clamp((int)(probability[i] * (float)Bins), 0, Bins - 1);
            (actual[i] > 0.5f ? _edges : _others)[bin]++;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Array.Clear(_edges);
        Array.Clear(_others);
    }
}

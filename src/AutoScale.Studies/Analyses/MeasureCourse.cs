using AutoScale.Runs;

namespace AutoScale.Studies.Analyses;

/// <summary>A measure over the training of one run, gathered step by step.</summary>
/// <param name="iterations">T, the length of the run. At least 1.</param>
internal sealed class MeasureCourse(int iterations)
{
    private readonly double[] _sums = new double[Math.Min(iterations, AnalysisSeries.MostPoints)];
    private readonly int[] _counts = new int[Math.Min(iterations, AnalysisSeries.MostPoints)];
    private int _undefined;

    private int Steps => _counts.Sum();

    private double Mean => _sums.Sum() / Steps;

    /// <summary>Adds a step.</summary>
    /// <param name="iteration">1 to T.</param>
    /// <param name="value">The measure there; one that is not finite is counted and left out.</param>
    public void Add(int iteration, double value)
    {
        if (!double.IsFinite(value))
        {
            _undefined++;
            return;
        }

        int stretch = (int)((long)(iteration - 1) * _sums.Length / iterations);
        _sums[stretch] += value;
        _counts[stretch]++;
    }

    /// <summary>Puts the runs of several seeds together: every seed counts the same.</summary>
    /// <param name="seeds">One run per seed, all of one length.</param>
    /// <returns>Their mean and course.</returns>
    public static AnalysisSeries Over(IReadOnlyList<MeasureCourse> seeds)
    {
        MeasureCourse[] defined = [.. seeds.Where(course => course.Steps > 0)];
        return new AnalysisSeries(
            defined.Length == 0 ? double.NaN : defined.Average(course => course.Mean),
            defined.Sum(course => course.Steps),
            seeds.Sum(course => course._undefined),
            [.. Enumerable.Range(0, seeds[0]._sums.Length).Select(stretch => seeds[0].Point(stretch, defined)).OfType<AnalysisPoint>()]);
    }

    private AnalysisPoint? Point(int stretch, MeasureCourse[] seeds)
    {
        double[] means = [.. seeds.Where(course => course._counts[stretch] > 0).Select(course => course._sums[stretch] / course._counts[stretch])];
        return means.Length == 0 ? null : new AnalysisPoint(1 + (int)((0.5 + stretch) * iterations / _sums.Length), means.Average());
    }
}

using MathNet.Numerics.Statistics;

namespace AutoScale.Evaluation;

/// <summary>A number over several seeds.</summary>
/// <param name="Count">How many seeds.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their standard deviation, divided by n − 1; NaN for one seed.</param>
/// <param name="Interval">A bootstrap confidence interval of the mean; none for one seed.</param>
public sealed record SeedStatistic(int Count, double Mean, double StandardDeviation, BootstrapInterval Interval)
{
    /// <summary>Summarises one number per seed.</summary>
    /// <param name="values">The numbers, at least one.</param>
    /// <param name="options">How the interval is drawn; null for the defaults.</param>
    /// <returns>The summary. Lists of one length share their draws, so that methods with the same seeds are resampled alike.</returns>
    public static SeedStatistic Of(double[] values, BootstrapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new SeedStatistic(
            values.Length,
            ArrayStatistics.Mean(values),
            ArrayStatistics.StandardDeviation(values),
            Bootstrap.Interval(values.Length, indices => indices.Average(index => values[index]), options));
    }
}

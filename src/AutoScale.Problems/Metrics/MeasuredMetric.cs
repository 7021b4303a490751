using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Metrics;

/// <summary>One number read off a measure.</summary>
/// <remarks>The metrics of a task share one measure. Only the first gathers, so that angles or confusions are computed once per batch;
/// the others read what it has gathered. They are made together by <see cref="Over"/> and used together.</remarks>
internal sealed class MeasuredMetric : ITaskMetric
{
    private readonly IMeasure? _gathers;
    private readonly Func<double> _read;

    private MeasuredMetric(Reading reading, IMeasure? gathers)
    {
        (Name, Unit, HigherIsBetter, _read) = reading;
        _gathers = gathers;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Unit { get; }

    /// <inheritdoc/>
    public bool HigherIsBetter { get; }

    /// <inheritdoc/>
    public double Value => _read();

    /// <summary>Makes the metrics of one task.</summary>
    /// <param name="measure">What they share.</param>
    /// <param name="readings">What they are; the first is the primary one.</param>
    /// <returns>The metrics in that order.</returns>
    public static IReadOnlyList<ITaskMetric> Over(IMeasure measure, params ReadOnlySpan<Reading> readings)
    {
        ITaskMetric[] metrics = new ITaskMetric[readings.Length];
        for (int i = 0; i < metrics.Length; i++)
        {
            metrics[i] = new MeasuredMetric(readings[i], i == 0 ? measure : null);
        }

        return metrics;
    }

    /// <inheritdoc/>
    public void Add(Tensor prediction, Tensor target) => _gathers?.Add(prediction, target);

    /// <inheritdoc/>
    public void Reset() => _gathers?.Reset();
}

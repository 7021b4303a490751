using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.Metrics;

/// <summary>A recorded step as metrics see it: the step, what went before it, and what is known of the tasks from elsewhere.</summary>
/// <remarks>
/// "The step before" and windows count records: a trace with gaps, as from a method that probes now and then, has steps further apart. l(0) is
/// the loss of the first record, ‖g(0)‖ the norm of the first record that has norms.
/// </remarks>
public sealed class MetricStep
{
    private readonly IReadOnlyList<TraceRecord> _records;
    private readonly int _index;

    /// <summary>Looks at a step.</summary>
    /// <param name="records">The records of a run in order, such as <see cref="Trace.Records"/>; later ones are not read.</param>
    /// <param name="index">Which record, from 0.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record, or a setting is out of its range.</exception>
    public MetricStep(IReadOnlyList<TraceRecord> records, int index, MetricOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, records.Count);
        Options = options ?? new MetricOptions();
        Options.Validate();
        _records = records;
        _index = index;
        Record = records[index];
    }

    private MetricStep(MetricStep unweighted)
        : this(unweighted._records, unweighted._index, unweighted.Options)
    {
        TraceRecord record = unweighted.Record;
        double[] weights = record.Weights;
        Record = new TraceRecord
        {
            Iteration = record.Iteration,
            Phase = record.Phase,
            Losses = Product(weights, record.Losses),
            GradientNorms = unweighted.Norms is { } norms ? [.. Product(weights, norms).Select(Math.Abs)] : null,
            Gramian = record.Gramian is { } gramian ? WeightedGramian.Of(gramian, weights) : null,
            Weights = [.. weights.Select(_ => 1.0)], // The final gradient Σ wᵢ·gᵢ is the plain sum of the weighted ones.
            Certificate = record.Certificate,
        };
        SingleTaskLosses = unweighted.SingleTaskLosses;
        Performance = unweighted.Performance;
        Potential = unweighted.Potential;
    }

    /// <summary>The step.</summary>
    public TraceRecord Record { get; }

    /// <summary>The settings.</summary>
    public MetricOptions Options { get; }

    /// <summary>Losses of single-task training at this point, shape [K]; null when not known.</summary>
    public IReadOnlyList<double>? SingleTaskLosses { get; init; }

    /// <summary>Key performance indicators in (0, 1), higher better, as of the last validation, shape [K]; null when not known.</summary>
    public IReadOnlyList<double>? Performance { get; init; }

    /// <summary>What <see cref="Performance"/> reaches in single-task training, above 0, shape [K]; null when not known.</summary>
    public IReadOnlyList<double>? Potential { get; init; }

    /// <summary>All that this step can serve.</summary>
    public MetricNeeds Holds =>
        (Norms is null ? 0 : MetricNeeds.GradientNorms)
        | (Record.Gramian is null ? 0 : MetricNeeds.Gramian)
        | (Record.Weights.Length == 0 ? 0 : MetricNeeds.Weights)
        | (_index == 0 ? 0 : MetricNeeds.PreviousStep)
        | (_index + 1 < Options.Window ? 0 : MetricNeeds.Window)
        | (_index < Options.Window ? 0 : MetricNeeds.TwoWindows)
        | (SingleTaskLosses is null ? 0 : MetricNeeds.SingleTaskLosses)
        | (Performance is null ? 0 : MetricNeeds.Performance)
        | (Potential is null ? 0 : MetricNeeds.Potential);

    internal double[] Losses => Record.Losses;

    internal double[]? Norms => Record.GradientNorms ?? Record.Gramian?.Norms();

    internal Gramian Gramian => Record.Gramian!;

    internal IReadOnlyList<double> InitialLosses => _records[0].Losses;

    internal IReadOnlyList<double> PreviousLosses => _records[_index - 1].Losses;

    /// <summary>The same step after weighting: losses wᵢ·lᵢ, norms |wᵢ|·‖gᵢ‖, Gramian wᵢ·wⱼ·gᵢ·gⱼ and weights 1.</summary>
    /// <returns>The step, for metrics that have a weighted form; null when the trace does not say the weights.</returns>
    /// <exception cref="ArgumentException">A weighted product is not finite.</exception>
    public MetricStep? Weighted() => Record.Weights.Length == 0
        ? null
        : new MetricStep(this);

    /// <summary>The norms of the first record that has any.</summary>
    internal double[] InitialNorms()
    {
        TraceRecord first = _records.First(record => record.GradientNorms is not null || record.Gramian is not null);
        return first.GradientNorms ?? first.Gramian!.Norms();
    }

    /// <summary>A task's losses in the window that ends some steps before this one.</summary>
    internal double[] LossWindow(int task, int stepsBefore = 0)
    {
        double[] window = new double[Options.Window];
        for (int at = 0; at < window.Length; at++)
        {
            window[at] = _records[_index - stepsBefore - window.Length + 1 + at].Losses[task];
        }

        return window;
    }

    private static double[] Product(double[] weights, double[] values) => [.. weights.Zip(values, (weight, value) => weight * value)];
}

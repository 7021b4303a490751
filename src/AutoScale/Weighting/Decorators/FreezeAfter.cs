using AutoScale.Runs;

namespace AutoScale.Weighting.Decorators;

/// <summary>Fixed weights from a multi-task optimizer: after so many iterations the average of its weights is kept for the rest of the run.</summary>
/// <remarks>
/// <para>Up to iteration t the inner weighting's weights are passed on. Their mean mᵢ over each window of iterations enters an exponential average over the windows,
/// w̄ = Σ βⁿ⁻ⁱ·mᵢ / Σ βⁿ⁻ⁱ, n the last whole window; a shorter last one counts only where there is no whole one. From t + 1 on the weights are w̄ and one backward pass
/// is enough. A t of at least the length of the run changes nothing. Not thread-safe.</para>
/// <para>Source: "Uniform Loss vs. Specialized Optimization: A Comparative Analysis in Multi-Task Learning", Section 3.5: mean of each epoch, exponential average over the epochs, its last
/// value. Deviation: windows of iterations for epochs, which the mathematics does not know; the average is normalised, so that the first window does not count more than the last;
/// and the same run goes on with the weights, where the paper starts a new one: give them to the method "fixed" for that.</para>
/// </remarks>
public sealed class FreezeAfter : Decorator
{
    private readonly int _iterations;
    private readonly int _window;
    private readonly double _decay;
    private readonly WeightScale _scale;
    private double[] _sums = [];
    private int _summed;
    private double _total;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting whose weights to fix.</param>
    /// <param name="iterations">t, the last iteration that asks the inner weighting. At least 1.</param>
    /// <param name="window">Steps whose mean enters the average as one; an epoch's in the paper. At least 1.</param>
    /// <param name="decay">β, from one window to the one before it. At least 0 (the last window alone), at most 1 (the plain mean).</param>
    /// <param name="scale">The scale in which weights are averaged; <see cref="WeightScale.Raw"/>, the inner weighting's own, unless only their direction counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public FreezeAfter(IWeighting inner, int iterations, int window = 50, double decay = 0.9, WeightScale scale = WeightScale.Raw)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (decay is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay from one window to the one before it is a number from 0 to 1.");
        }

        (_iterations, _window, _decay, _scale) = (iterations, window, decay, scale);
    }

    private protected override bool Asks => Done < _iterations;

    /// <inheritdoc/>
    public override string PhaseAt(int iteration) => iteration > _iterations ? TracePhase.LinearScalarization : base.PhaseAt(iteration);

    private protected override Guards Change(int iteration, Span<double> weights)
    {
        WeightScaling.Apply(_scale, weights);
        if (_sums.Length == 0)
        {
            _sums = new double[weights.Length];
            Kept = new double[weights.Length];
        }

        _summed++;
        for (int task = 0; task < weights.Length; task++)
        {
            _sums[task] += weights[task];
        }

        if (_summed == _window)
        {
            CloseWindow();
        }

        return Guards.None;
    }

    private protected override void Rest(Span<double> weights)
    {
        (double[] sums, double count) = _total > 0 ? (Kept, _total) : (_sums, _summed);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = sums[task] / count;
        }
    }

    private protected override void Save(WeightingState state) => state.With("sums", _sums).With("counts", [_summed, _total]);

    private protected override void Load(WeightingState state)
    {
        double[] counts = state.Read("counts", 2);
        _sums = [.. state.Read("sums")];
        (_summed, _total) = ((int)counts[0], counts[1]);
    }

    private void CloseWindow()
    {
        for (int task = 0; task < _sums.Length; task++)
        {
            Kept[task] = (_decay * Kept[task]) + (_sums[task] / _window);
            _sums[task] = 0;
        }

        _total = (_decay * _total) + 1;
        _summed = 0;
    }
}

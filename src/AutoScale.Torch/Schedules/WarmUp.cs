namespace AutoScale.Torch;

/// <summary>A linear start on top of another schedule: its factor times min(1, (t + 1)/n) at iteration t.</summary>
/// <remarks>The first step uses 1/n of the rate, never 0; from iteration n − 1 on, the inner schedule alone decides. The inner schedule
/// is not delayed: it sees the same t and T.</remarks>
public sealed class WarmUp : ILearningRateSchedule
{
    private readonly ILearningRateSchedule _inner;
    private readonly int _iterations;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The schedule to start gently.</param>
    /// <param name="iterations">n, the length of the start in iterations. At least 0; 0 and 1 change nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is negative.</exception>
    public WarmUp(ILearningRateSchedule inner, int iterations)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 0);
        _inner = inner;
        _iterations = iterations;
    }

    /// <inheritdoc/>
    public double FactorAt(int iteration, int totalIterations)
    {
        double factor = _inner.FactorAt(iteration, totalIterations);
        return iteration + 1 < _iterations ? factor * (iteration + 1) / _iterations : factor;
    }
}

namespace AutoScale.Weighting.Decorators;

/// <summary>Asks the inner weighting on iterations 1, 1 + k, 1 + 2k, ... only, and keeps its weights between.</summary>
/// <remarks>
/// <para>A method that needs K backward passes then costs them on every k-th step only; on the others one backward pass is enough. k = 1 changes nothing. After
/// skipped steps it may be asked later, never earlier. Weights are kept in the inner weighting's own scale. Not thread-safe.</para>
/// <para>Source: Navon et al., "Multi-Task Learning as a Bargaining Game", ICML 2022, arXiv:2202.01017, Section 3.3, which updates Nash-MTL's weights every few steps.</para>
/// </remarks>
public sealed class Every : Decorator
{
    private readonly int _interval;
    private int _asked;

    /// <summary>Creates the decorator.</summary>
    /// <param name="inner">The weighting to ask less often.</param>
    /// <param name="interval">k, iterations from one asking to the next. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is below 1.</exception>
    public Every(IWeighting inner, int interval)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        _interval = interval;
    }

    private protected override bool Asks => _asked == 0 || Done + 1 - _asked >= _interval;

    private protected override Guards Change(int iteration, Span<double> weights)
    {
        _asked = iteration;
        Kept = Kept.Length == 0 ? new double[weights.Length] : Kept;
        weights.CopyTo(Kept);
        return Guards.None;
    }

    private protected override void Save(WeightingState state) => state.With("asked", [_asked]);

    private protected override void Load(WeightingState state) => _asked = (int)state.Read("asked", 1)[0];
}

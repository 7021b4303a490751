namespace AutoScale.AutoScaling;

/// <summary>Which iterations explore, and how they fall into disjoint windows of exactly τ iterations.</summary>
/// <remarks>
/// Exploration is iterations 1 to ⌊α·T⌋, and never less than one. A last partial window is dropped. Where ⌊α·T⌋ &lt; τ there is
/// one window of all ⌊α·T⌋ iterations, and <see cref="IsShort"/> says so. Source: AutoScale, Algorithm 1; the paper's sums have
/// τ + 1 terms and its windows are called both sliding and disjoint: here they are disjoint and have τ.
/// </remarks>
public sealed class WindowPlan
{
    private readonly int _windowLength;

    /// <summary>Lays out the windows.</summary>
    /// <param name="options">T, α and τ; valid.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public WindowPlan(AutoScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        // In decimal arithmetic, because 0.29 · 100 is 28.999999999999996 in binary and means 29.
        decimal exact = decimal.Floor((decimal)options.Alpha * options.TotalIterations);
        ExplorationIterations = Math.Clamp((int)exact, 1, options.TotalIterations - 1);
        IsShort = ExplorationIterations < options.Tau;
        _windowLength = IsShort ? ExplorationIterations : options.Tau;
        Count = ExplorationIterations / _windowLength;
    }

    /// <summary>How many iterations explore: ⌊α·T⌋, at least 1.</summary>
    public int ExplorationIterations { get; }

    /// <summary>How many windows there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>Whether exploration is shorter than one window, so that the only window was shortened.</summary>
    public bool IsShort { get; }

    /// <summary>The iterations of one window.</summary>
    /// <param name="window">The window, from 0.</param>
    public WindowSpan this[int window] => new((window * _windowLength) + 1, (window + 1) * _windowLength);
}

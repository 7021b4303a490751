namespace AutoScale.AutoScaling;

/// <summary>The iterations one window covers, both ends included.</summary>
/// <param name="First">First iteration, from 1.</param>
/// <param name="Last">Last iteration, at least <paramref name="First"/>.</param>
public readonly record struct WindowSpan(int First, int Last)
{
    /// <summary>How many iterations the window covers.</summary>
    public int Length => Last - First + 1;

    /// <summary>Where the window's weights sit on the axis of iterations done: (m + ½)·τ for the m-th of equal windows, m from 0.</summary>
    public double MidPoint => 0.5 * (First - 1 + (double)Last);
}

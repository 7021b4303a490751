namespace AutoScale.Numerics;

/// <summary>The set {w : lower ≤ wᵢ ≤ upper, Σ wᵢ = K} and the Euclidean projection onto it.</summary>
/// <remarks>The projection is w = clamp(v − θ, lower, upper) for the one θ that makes the sum right; the sum falls as θ grows, so θ is found by halving.</remarks>
internal static class BoxedSimplex
{
    // The first interval is at most 2K wide: after so many halvings, it is below the rounding of its ends.
    private const int Halvings = 70;

    /// <summary>Projects a point.</summary>
    /// <param name="point">The point v, numbers from 0 to K, shape [K]; receives the nearest point of the set.</param>
    /// <param name="lower">The least value of an element. From 0 to 1.</param>
    /// <param name="upper">The largest value of an element. At least 1.</param>
    public static void Project(Span<double> point, double lower, double upper)
    {
        double most = Math.Min(upper, point.Length);
        double low = -most;
        double high = point.Length - lower;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Sum(point, middle, lower, most) > point.Length ? (middle, high) : (low, middle);
        }

        foreach (ref double element in point)
        {
            element = Math.Clamp(element - high, lower, most);
        }
    }

    private static double Sum(ReadOnlySpan<double> point, double shift, double lower, double upper)
    {
        double sum = 0;
        foreach (double element in point)
        {
            sum += Math.Clamp(element - shift, lower, upper);
        }

        return sum;
    }
}

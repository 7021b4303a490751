namespace AutoScale.Numerics;

/// <summary>The set {w : wᵢ ≥ floor, Σ wᵢ = total} and the Euclidean projection onto it.</summary>
/// <remarks>
/// Clipping at the floor and dividing by the sum would put clipped entries below the floor again; the projection shifts all others by
/// one common amount instead. It is w = max(v − θ, floor) for the one θ that makes the sum right.
/// </remarks>
public static class FlooredSimplex
{
    /// <summary>Projects a point.</summary>
    /// <param name="point">The point v, any finite numbers, shape [K].</param>
    /// <param name="total">The sum of the set; more than K·floor, or the set has no interior.</param>
    /// <param name="floor">The least value of an element.</param>
    /// <param name="projection">Receives the nearest point of the set, shape [K]; must not overlap <paramref name="point"/>.</param>
    /// <returns>How many elements the floor holds up.</returns>
    /// <exception cref="ArgumentException">Lengths differ, an element is not finite, or the set is empty.</exception>
    public static int Project(ReadOnlySpan<double> point, double total, double floor, Span<double> projection)
    {
        RequireUsable(point, total, floor, projection);
        double[] descending = point.ToArray();
        Array.Sort(descending, static (left, right) => right.CompareTo(left));

        // Everything is measured from the largest element, which the floor never holds up: huge common parts then cancel first.
        double largest = descending[0];
        double room = total - (point.Length * floor);
        double sum = 0;
        double shift = 0;
        for (int count = 1; count <= descending.Length; count++)
        {
            double below = descending[count - 1] - largest;
            double candidate = (sum + below - room) / count;
            if (below <= candidate)
            {
                break;
            }

            sum += below;
            shift = candidate;
        }

        int heldUp = 0;
        for (int i = 0; i < point.Length; i++)
        {
            double above = point[i] - largest - shift;
            heldUp += above < 0 ? 1 : 0;
            projection[i] = floor + Math.Max(above, 0);
        }

        return heldUp;
    }

    private static void RequireUsable(ReadOnlySpan<double> point, double total, double floor, Span<double> projection)
    {
        if (point.Length != projection.Length || point.IsEmpty)
        {
            throw new ArgumentException($"A projection needs as many elements as the point, at least 1: expected {point.Length}, got {projection.Length}.");
        }

        if (!(point.Length * floor <= total))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"No {point.Length} numbers of at least {floor} sum to {total}: lower the floor."));
        }

        foreach (double element in point)
        {
            if (!double.IsFinite(element))
            {
                throw new ArgumentException(FormattableString.Invariant($"Cannot project a point with an element {element}."));
            }
        }
    }
}

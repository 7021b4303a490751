namespace AutoScale.Weighting;

/// <summary>The largest weight that a float32 gradient survives.</summary>
internal static class WeightCap
{
    private const double Largest = 1e30;

    /// <summary>Lowers weights that are larger.</summary>
    /// <param name="weights">Weights of at least 0, possibly infinite, never NaN.</param>
    /// <returns><see cref="Guards.WeightCapped"/> if a weight was lowered.</returns>
    public static Guards Apply(Span<double> weights)
    {
        Guards guards = Guards.None;
        foreach (ref double weight in weights)
        {
            if (weight > Largest)
            {
                weight = Largest;
                guards = Guards.WeightCapped;
            }
        }

        return guards;
    }
}

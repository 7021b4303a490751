namespace AutoScale.Numerics;

/// <summary>The straight line with the least sum of squared vertical distances from given points.</summary>
/// <remarks>Kept as its value at the mean abscissa and its slope, which stay exact where the abscissae are far from zero.</remarks>
public readonly record struct LeastSquaresLine
{
    private LeastSquaresLine(double centre, double mean, double slope) => (Centre, Mean, Slope) = (centre, mean, slope);

    /// <summary>The mean abscissa.</summary>
    public double Centre { get; }

    /// <summary>The value at <see cref="Centre"/>: the mean ordinate.</summary>
    public double Mean { get; }

    /// <summary>Change of the value per unit of the abscissa; 0 where there is one point only, or all share one abscissa.</summary>
    public double Slope { get; }

    /// <summary>Fits the line.</summary>
    /// <param name="abscissae">Abscissae x, at least one.</param>
    /// <param name="ordinates">Ordinates y, as many.</param>
    /// <returns>The line.</returns>
    /// <exception cref="ArgumentException">There are no points, or the lengths differ.</exception>
    public static LeastSquaresLine Fit(ReadOnlySpan<double> abscissae, ReadOnlySpan<double> ordinates)
    {
        if (abscissae.IsEmpty || abscissae.Length != ordinates.Length)
        {
            throw new ArgumentException($"A line needs points: got {abscissae.Length} abscissae and {ordinates.Length} ordinates.", nameof(ordinates));
        }

        double centre = MeanOf(abscissae);
        double mean = MeanOf(ordinates);
        double spread = 0;
        double product = 0;
        for (int i = 0; i < abscissae.Length; i++)
        {
            double offset = abscissae[i] - centre;
            spread += offset * offset;
            product += offset * (ordinates[i] - mean);
        }

        return new LeastSquaresLine(centre, mean, spread > 0 ? product / spread : 0);
    }

    /// <summary>The value of the line.</summary>
    /// <param name="abscissa">Where.</param>
    /// <returns>The value.</returns>
    public double At(double abscissa) => Mean + (Slope * (abscissa - Centre));

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}

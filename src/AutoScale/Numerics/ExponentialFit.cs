namespace AutoScale.Numerics;

/// <summary>The curve a·exp(−β·z) + c, β ≥ 0, with the least sum of squared vertical distances from given points.</summary>
/// <remarks>
/// <para>z = (x − x₁)/(xₙ − x₁) is the abscissa on the observed range, and β lies in [<see cref="SmallestRate"/>,
/// <see cref="LargestRate"/>]. Variable projection: for a fixed β the curve is linear in a and c, so what is left is one
/// dimension, log β, searched globally on a grid and then to rounding by bisecting the derivative in every valley of it.</para>
/// <para>The limit β → 0 is the straight line, which is taken where the least sum lies at the smallest rate, or where fewer than four
/// points cannot tell three coefficients from noise. A negative β, which the formula alone would allow, explodes when extrapolated.</para>
/// </remarks>
public sealed class ExponentialFit
{
    /// <summary>The smallest rate β of the normalised abscissa; there the curve is a straight line to within a thousandth.</summary>
    public const double SmallestRate = 1e-3;

    /// <summary>The largest rate β of the normalised abscissa; there the curve has died out before the second of ten points.</summary>
    public const double LargestRate = 50;

    /// <summary>The fewest points that are fitted by more than a straight line.</summary>
    public const int FewestPoints = 4;

    private const int GridPoints = 400;

    private readonly LeastSquaresLine _line;
    private readonly double _origin;
    private readonly double _length;

    private ExponentialFit(double rate, LeastSquaresLine line, double origin, double length)
    {
        Rate = rate;
        _line = line;
        _origin = origin;
        _length = length;
    }

    /// <summary>The rate β of the normalised abscissa; 0 where the fit is the straight line.</summary>
    public double Rate { get; }

    /// <summary>Fits the curve.</summary>
    /// <param name="abscissae">Abscissae x, strictly increasing, at least one.</param>
    /// <param name="ordinates">Ordinates y, as many.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There are no points, the lengths differ, or the abscissae do not increase.</exception>
    public static ExponentialFit Fit(ReadOnlySpan<double> abscissae, ReadOnlySpan<double> ordinates)
    {
        LeastSquaresLine line = LeastSquaresLine.Fit(abscissae, ordinates);
        double origin = abscissae[0];
        double length = abscissae[^1] - origin;
        double[] normalised = new double[abscissae.Length];
        for (int i = 0; i < normalised.Length; i++)
        {
            if (i > 0 && !(abscissae[i] > abscissae[i - 1]))
            {
                throw new ArgumentException("The abscissae of an exponential fit must increase strictly.", nameof(abscissae));
            }

            normalised[i] = (abscissae[i] - origin) / length;
        }

        if (normalised.Length < FewestPoints || IsFlat(ordinates, line.Mean))
        {
            return new ExponentialFit(0, line, origin, length);
        }

        double rate = BestRate(normalised, ordinates);
        return rate <= SmallestRate
            ? new ExponentialFit(0, line, origin, length)
            : new ExponentialFit(rate, LineOver(rate, normalised, ordinates, new double[normalised.Length]), origin, length);
    }

    /// <summary>The value of the curve.</summary>
    /// <param name="abscissa">Where, in the units of the fit.</param>
    /// <returns>The value.</returns>
    public double At(double abscissa) => Rate == 0 ? _line.At(abscissa) : _line.At(Decay(Rate, (abscissa - _origin) / _length));

    // (exp(−βz) − 1)/β rather than exp(−βz): the same curves, but for β → 0 it tends to −z instead of to a constant.
    // double.ExpM1 is a plain exp − 1; Kahan's quotient keeps the digits that it loses near zero.
    private static double Decay(double rate, double position)
    {
        double exponent = -rate * position;
        double power = Math.Exp(exponent);
        double above = power == 1 ? exponent : power == 0 ? -1 : (power - 1) * exponent / Math.Log(power);
        return above / rate;
    }

    private static bool IsFlat(ReadOnlySpan<double> ordinates, double mean)
    {
        double largest = 0;
        foreach (double ordinate in ordinates)
        {
            largest = Math.Max(largest, Math.Abs(ordinate - mean));
        }

        return largest <= 1e-14 * Math.Abs(mean);
    }

    private static LeastSquaresLine LineOver(double rate, ReadOnlySpan<double> normalised, ReadOnlySpan<double> ordinates, Span<double> decays)
    {
        for (int i = 0; i < normalised.Length; i++)
        {
            decays[i] = Decay(rate, normalised[i]);
        }

        return LeastSquaresLine.Fit(decays, ordinates);
    }

    private static double BestRate(ReadOnlySpan<double> normalised, ReadOnlySpan<double> ordinates)
    {
        double[] decays = new double[normalised.Length];
        double best = SmallestRate;
        double least = Slope(best, normalised, ordinates, decays, out _);
        (double previousRate, double previousSlope) = (best, least);
        least = Residual(best, normalised, ordinates, decays);
        for (int i = 1; i < GridPoints; i++)
        {
            double rate = SmallestRate * Math.Pow(LargestRate / SmallestRate, i / (GridPoints - 1.0));
            double slope = Slope(rate, normalised, ordinates, decays, out double residual);
            if (previousSlope < 0 && slope >= 0)
            {
                double valley = Bisect(previousRate, rate, normalised, ordinates, decays);
                KeepLower(valley, Residual(valley, normalised, ordinates, decays), ref best, ref least);
            }

            if (i == GridPoints - 1)
            {
                KeepLower(LargestRate, residual, ref best, ref least);
            }

            (previousRate, previousSlope) = (rate, slope);
        }

        return best;
    }

    private static void KeepLower(double rate, double residual, ref double best, ref double least)
    {
        if (residual < least)
        {
            (best, least) = (rate, residual);
        }
    }

    private static double Bisect(double low, double high, ReadOnlySpan<double> normalised, ReadOnlySpan<double> ordinates, double[] decays)
    {
        while (true)
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (Slope(middle, normalised, ordinates, decays, out _) < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }

    private static double Residual(double rate, ReadOnlySpan<double> normalised, ReadOnlySpan<double> ordinates, double[] decays)
    {
        _ = Slope(rate, normalised, ordinates, decays, out double residual);
        return residual;
    }

    // Half the derivative of the least sum of squares by β: the fitted line's own change drops out, being optimal already.
    private static double Slope(double rate, ReadOnlySpan<double> normalised, ReadOnlySpan<double> ordinates, double[] decays, out double residual)
    {
        LeastSquaresLine line = LineOver(rate, normalised, ordinates, decays);
        residual = 0;
        double slope = 0;
        for (int i = 0; i < normalised.Length; i++)
        {
            double error = ordinates[i] - line.At(decays[i]);
            double change = -((normalised[i] * Math.Exp(-rate * normalised[i])) + decays[i]) / rate;
            residual += error * error;
            slope -= error * line.Slope * change;
        }

        return slope;
    }
}

namespace AutoScale.Torch;

/// <summary>Polynomial decay to zero: factor (1 − t/T)ᵖ at iteration t of T ("poly" of the segmentation literature).</summary>
public sealed class PolynomialSchedule : ILearningRateSchedule
{
    private readonly double _power;

    /// <summary>Creates the schedule.</summary>
    /// <param name="power">p, dimensionless: 1 is a straight line. Finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="power"/> is outside its range.</exception>
    public PolynomialSchedule(double power = 0.9)
    {
        if (!(power > 0 && double.IsFinite(power)))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power of a polynomial schedule must be finite and above 0.");
        }

        _power = power;
    }

    /// <inheritdoc/>
    public double FactorAt(int iteration, int totalIterations) =>
        Math.Pow(1 - Progress.Fraction(iteration, totalIterations), _power);
}

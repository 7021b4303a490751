namespace AutoScale.Torch;

/// <summary>Half a cosine wave from 1 to a minimum: factor m + (1 − m)·(1 + cos(π·t/T))/2 at iteration t of T.</summary>
/// <remarks>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, arXiv:1608.03983, Eq. 5,
/// without restarts.</remarks>
public sealed class CosineSchedule : ILearningRateSchedule
{
    private readonly double _minimumFactor;

    /// <summary>Creates the schedule.</summary>
    /// <param name="minimumFactor">m, the factor at the end of the run, dimensionless, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumFactor"/> is outside its range.</exception>
    public CosineSchedule(double minimumFactor = 0)
    {
        if (!(minimumFactor >= 0 && minimumFactor <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimumFactor), minimumFactor, "The minimum factor of a cosine schedule must be in [0, 1].");
        }

        _minimumFactor = minimumFactor;
    }

    /// <inheritdoc/>
    public double FactorAt(int iteration, int totalIterations)
    {
        double wave = (1 + Math.Cos(Math.PI * Progress.Fraction(iteration, totalIterations))) / 2;
        return _minimumFactor + ((1 - _minimumFactor) * wave);
    }
}

namespace AutoScale.Torch;

/// <summary>How the learning rate moves through a run: a factor on the base rate, as a pure function of the progress.</summary>
/// <remarks>Stateless, so a resumed run needs nothing but its iteration number.</remarks>
public interface ILearningRateSchedule
{
    /// <summary>Computes the factor on the base learning rate.</summary>
    /// <param name="iteration">Steps already done, in [0, <paramref name="totalIterations"/>]; 0 before the first step.</param>
    /// <param name="totalIterations">Steps of the whole run. At least 1.</param>
    /// <returns>The factor, dimensionless, at least 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    double FactorAt(int iteration, int totalIterations);
}

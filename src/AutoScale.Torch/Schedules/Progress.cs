namespace AutoScale.Torch;

/// <summary>Where a run stands, checked once for every schedule.</summary>
internal static class Progress
{
    /// <summary>Checks the arguments of <see cref="ILearningRateSchedule.FactorAt"/>.</summary>
    public static void Require(int iteration, int totalIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(iteration, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iteration, totalIterations);
    }

    /// <summary>The fraction of the run that is done, in [0, 1].</summary>
    public static double Fraction(int iteration, int totalIterations)
    {
        Require(iteration, totalIterations);
        return (double)iteration / totalIterations;
    }
}

namespace AutoScale.Torch;

/// <summary>A staircase: factor γ^⌊t/s⌋ at iteration t, constant for s iterations at a time.</summary>
public sealed class StepSchedule : ILearningRateSchedule
{
    private readonly int _stepSize;
    private readonly double _gamma;

    /// <summary>Creates the schedule.</summary>
    /// <param name="stepSize">s, the width of one stair in iterations. At least 1.</param>
    /// <param name="gamma">γ, the factor from one stair to the next, dimensionless, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public StepSchedule(int stepSize, double gamma = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepSize, 1);
        if (!(gamma > 0 && gamma <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "The gamma of a step schedule must be in (0, 1].");
        }

        _stepSize = stepSize;
        _gamma = gamma;
    }

    /// <inheritdoc/>
    public double FactorAt(int iteration, int totalIterations)
    {
        Progress.Require(iteration, totalIterations);
        return Math.Pow(_gamma, iteration / _stepSize); // The division drops the fraction: that is the floor.
    }
}

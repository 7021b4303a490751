namespace AutoScale.Torch;

/// <summary>The base learning rate throughout: factor 1.</summary>
public sealed class ConstantSchedule : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double FactorAt(int iteration, int totalIterations)
    {
        Progress.Require(iteration, totalIterations);
        return 1;
    }
}

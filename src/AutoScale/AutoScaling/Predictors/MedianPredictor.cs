namespace AutoScale.AutoScaling.Predictors;

/// <summary>The median of each task's window weights: one wild window, early or late, does not move it.</summary>
/// <remarks>
/// Not in the paper: the robust choice for short runs, where the first windows of a fresh network differ tens of times from later ones.
/// With an even number of windows it is the mean of the middle two. Taken per task, so the sum is K only after the projection.
/// </remarks>
public sealed class MedianPredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "median";

    /// <inheritdoc/>
    public int FewestWindows => 1;

    /// <inheritdoc/>
    public bool IsSettled(int iteration, ObservedWeights observed) => true;

    /// <inheritdoc/>
    public void Predict(ObservedWeights observed, int iteration, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(observed);
        for (int task = 0; task < weights.Length; task++)
        {
            double[] ascending = observed.Of(task).ToArray();
            Array.Sort(ascending);
            int middle = ascending.Length / 2;
            weights[task] = ascending.Length % 2 == 1 ? ascending[middle] : 0.5 * (ascending[middle - 1] + ascending[middle]);
        }
    }
}

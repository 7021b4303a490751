namespace AutoScale.AutoScaling.Predictors;

/// <summary>The weights of the last window ("Last. W").</summary>
/// <remarks>Source: AutoScale, section 4.2, predictor 2. Never leaves the observed range.</remarks>
public sealed class LastPredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "last";

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
            weights[task] = observed.Of(task)[^1];
        }
    }
}

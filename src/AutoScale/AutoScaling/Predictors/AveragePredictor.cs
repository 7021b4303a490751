namespace AutoScale.AutoScaling.Predictors;

/// <summary>The mean of the windows' weights ("Avg. W").</summary>
/// <remarks>Source: AutoScale, section 4.2, predictor 1. Never leaves the observed range.</remarks>
public sealed class AveragePredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "average";

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
            double sum = 0;
            foreach (double weight in observed.Of(task))
            {
                sum += weight;
            }

            weights[task] = sum / observed.Count;
        }
    }
}

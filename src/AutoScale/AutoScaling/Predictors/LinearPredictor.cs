using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Predictors;

/// <summary>The least-squares line through each task's window weights, evaluated at γ·T ("L.E."): the paper's default.</summary>
/// <remarks>
/// Source: AutoScale, section 4.2, predictor 3. Least squares keeps Σ wᵢ = K by itself. Fragile where the run is short: early windows
/// change fast, and the line may cross zero long before γ·T; <see cref="Prediction"/> then clamps and says so.
/// </remarks>
public sealed class LinearPredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public int FewestWindows => 2;

    /// <inheritdoc/>
    public bool IsSettled(int iteration, ObservedWeights observed) => true;

    /// <inheritdoc/>
    public void Predict(ObservedWeights observed, int iteration, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(observed);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = LeastSquaresLine.Fit(observed.MidPoints, observed.Of(task)).At(observed.Target);
        }
    }
}

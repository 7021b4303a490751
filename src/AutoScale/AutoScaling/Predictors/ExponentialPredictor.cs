using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Predictors;

/// <summary>The curve a·exp(−b·x) + c through each task's window weights, evaluated at γ·T ("E.E.").</summary>
/// <remarks>
/// Source: AutoScale, section 4.2, predictor 4. Deviation: the rate b is kept at 0 or above (<see cref="ExponentialFit"/>); a negative one,
/// which the paper's formula allows, explodes between the last window and γ·T. Fitted per task, so the sum is K only after the projection.
/// </remarks>
public sealed class ExponentialPredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "exponential";

    /// <inheritdoc/>
    public int FewestWindows => ExponentialFit.FewestPoints;

    /// <inheritdoc/>
    public bool IsSettled(int iteration, ObservedWeights observed) => true;

    /// <inheritdoc/>
    public void Predict(ObservedWeights observed, int iteration, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(observed);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = ExponentialFit.Fit(observed.MidPoints, observed.Of(task)).At(observed.Target);
        }
    }
}

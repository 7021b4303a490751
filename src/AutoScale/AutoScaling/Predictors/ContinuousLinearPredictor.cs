using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Predictors;

/// <summary>The least-squares line through each task's window weights, followed iteration by iteration until γ·T and held from there.</summary>
/// <remarks>Source: AutoScale, section 5.1, the ablation over weight predictors. At and after γ·T it equals <see cref="LinearPredictor"/>.</remarks>
public sealed class ContinuousLinearPredictor : IWeightPredictor
{
    /// <inheritdoc/>
    public string Name => "continuous-linear";

    /// <inheritdoc/>
    public int FewestWindows => 2;

    /// <inheritdoc/>
    public bool IsSettled(int iteration, ObservedWeights observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return iteration >= observed.Target;
    }

    /// <inheritdoc/>
    public void Predict(ObservedWeights observed, int iteration, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(observed);
        double where = Math.Min(iteration, observed.Target);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = LeastSquaresLine.Fit(observed.MidPoints, observed.Of(task)).At(where);
        }
    }
}

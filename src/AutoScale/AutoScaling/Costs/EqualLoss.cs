using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Costs;

/// <summary>Equal |l|: the weighted losses wᵢ·|lᵢ| of the tasks should be the same at every iteration.</summary>
/// <remarks>
/// The cost of <see cref="EqualGradientMagnitude"/> with absolute losses in place of norms: exploration then needs no gradient of a
/// single task. Source: AutoScale, section 4.1.
/// </remarks>
public sealed class EqualLoss : ICostFunction
{
    /// <inheritdoc/>
    public string Name => "equal-loss";

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public double Evaluate(Window window, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.RequireOnePerTask(weights);
        return MagnitudeBalance.Cost(Magnitudes(window), weights);
    }

    /// <inheritdoc/>
    public WindowSolution Minimise(Window window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return BalancedWindow.Solve(window, Magnitudes(window));
    }

    private double[] Magnitudes(Window window)
    {
        double[] magnitudes = window.RequireLosses(Name).ToArray();
        for (int i = 0; i < magnitudes.Length; i++)
        {
            magnitudes[i] = Math.Abs(magnitudes[i]);
        }

        return magnitudes;
    }
}

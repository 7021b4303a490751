using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Costs;

/// <summary>Equal |g|: the weighted gradient norms wᵢ·‖gᵢ‖ of the tasks should be the same at every iteration. The paper's default.</summary>
/// <remarks>
/// <para>F(w) = mean over t of ‖Aᵗw‖₂ of the norms (<see cref="MagnitudeBalance"/>). A task whose norm is zero in the whole window takes
/// all the weight, because that makes the cost zero; norms add up over a window, so one wild iteration decides it.
/// <see cref="LogGradientNorms"/> is free of both.</para>
/// <para>F is of degree one in w, so Σ wᵢ = K is more than a scale: over several iterations the minimiser depends on the units of the
/// losses. Where one iteration, or proportional ones, let F be zero, multiplying a loss by c divides its weight by c.</para>
/// <para>Source: AutoScale, section 4.1, Equation 2. Deviation: w ≥ 0 is demanded; with positive norms it never binds.</para>
/// </remarks>
public sealed class EqualGradientMagnitude : ICostFunction
{
    /// <inheritdoc/>
    public string Name => "equal-gradient-magnitude";

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <inheritdoc/>
    public double Evaluate(Window window, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.RequireOnePerTask(weights);
        return MagnitudeBalance.Cost(window.RequireGradientNorms(Name), weights);
    }

    /// <inheritdoc/>
    public WindowSolution Minimise(Window window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return BalancedWindow.Solve(window, window.RequireGradientNorms(Name));
    }
}

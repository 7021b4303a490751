using AutoScale.Gradients;

namespace AutoScale.AutoScaling.Costs;

/// <summary>What good weights look like on a window: a number per set of weights, lowest at the best.</summary>
/// <remarks>Every implementation is stateless and thread-safe.</remarks>
public interface ICostFunction
{
    /// <summary>The name on the command line and in files, as <c>equal-gradient-magnitude</c>.</summary>
    string Name { get; }

    /// <summary>What each iteration must have measured.</summary>
    Evidence Needs { get; }

    /// <summary>The cost F(w) of weights, the mean over the window's iterations.</summary>
    /// <param name="window">The window.</param>
    /// <param name="weights">Weights w, shape [K], at least 0.</param>
    /// <returns>The cost, at least 0; may be infinite, never NaN.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    /// <exception cref="InvalidOperationException">The window lacks what <see cref="Needs"/> asks for.</exception>
    double Evaluate(Window window, ReadOnlySpan<double> weights);

    /// <summary>Minimises the cost over w ≥ 0, Σ wᵢ = K.</summary>
    /// <param name="window">The window.</param>
    /// <returns>The minimiser with its certificate. Always finite weights.</returns>
    /// <exception cref="InvalidOperationException">The window lacks what <see cref="Needs"/> asks for.</exception>
    WindowSolution Minimise(Window window);
}

namespace AutoScale.Weighting;

/// <summary>How well the weights of one step are solved, and what had to be done to keep them usable.</summary>
/// <param name="Residual">What is left of the method's own optimality condition, relative and dimensionless, at least 0; 0 for closed forms.</param>
/// <param name="Iterations">Solver steps taken; 0 for closed forms.</param>
/// <param name="Guards">Which guards acted; <see cref="Guards.None"/> on an ordinary step.</param>
public readonly record struct Certificate(double Residual, int Iterations, Guards Guards)
{
    /// <summary>The certificate of a closed form that needed no guard.</summary>
    public static Certificate Exact => default;

    /// <summary>A closed form in which guards acted.</summary>
    /// <param name="guards">The guards that acted.</param>
    /// <returns>The certificate.</returns>
    public static Certificate Guarded(Guards guards) => new(0, 0, guards);
}

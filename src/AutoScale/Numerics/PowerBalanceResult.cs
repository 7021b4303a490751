namespace AutoScale.Numerics;

/// <summary>How well a <see cref="PowerBalance"/> is solved.</summary>
/// <param name="Residual">The largest difference between the sides of an equation, as a fraction of its terms' magnitudes; where unbounded, the relative length of the vanishing combination.</param>
/// <param name="Steps">Newton steps taken.</param>
/// <param name="IsBounded">Whether the equations have a solution. False where the vectors cancel.</param>
/// <param name="IsConverged">Whether the residual is down to rounding.</param>
internal readonly record struct PowerBalanceResult(double Residual, int Steps, bool IsBounded, bool IsConverged);

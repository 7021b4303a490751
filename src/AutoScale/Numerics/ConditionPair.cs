using AutoScale.Gradients;

namespace AutoScale.Numerics;

/// <summary>The scaling of two gradients with the least mean condition number, exactly.</summary>
/// <remarks>
/// With y = log(w₁·‖g₁‖ / w₂·‖g₂‖) and ρ the cosine, κ = exp(asinh(√((sinh²y + ρ²)/(1 − ρ²)))) and dκ/dy = κ·sinh y/√(sinh²y + ρ²).
/// The derivative of the mean rises with log(w₁/w₂), so its zero, or its jump over zero at orthogonal gradients, is bisected to rounding.
/// </remarks>
internal static class ConditionPair
{
    // exp and sinh stay finite; norms this far apart, e^600, cannot come from numbers that are finite.
    private const double LargestExponent = 600;

    internal static MinimumCertificate Minimise(IReadOnlyList<Gramian> gramians, Span<double> weights)
    {
        double[] balance = new double[gramians.Count];
        double[] cosines = new double[gramians.Count];
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int row = 0; row < gramians.Count; row++)
        {
            (double first, double second) = (gramians[row].Norm(0), gramians[row].Norm(1));
            balance[row] = Math.Log(second) - Math.Log(first);
            cosines[row] = gramians[row][0, 1] / first / second;
            low = Math.Min(low, balance[row]);
            high = Math.Max(high, balance[row]);
        }

        int steps = 0;
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high), steps++)
        {
            if (Slope(middle, balance, cosines, out _) < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        weights[0] = 2 / (1 + Math.Exp(-high));
        weights[1] = 2 / (1 + Math.Exp(high));
        double slope = Slope(high, balance, cosines, out double total);
        double jump = slope - Slope(low, balance, cosines, out _);
        bool isKink = jump > 1e-9 * total;
        return new MinimumCertificate(
            isKink ? MinimumKind.Kink : MinimumKind.Smooth, isKink ? 0 : Math.Abs(slope) / total, steps, IsUnique: true, Weighting.Guards.None);
    }

    private static double Slope(double logRatio, double[] balance, double[] cosines, out double total)
    {
        double sum = 0;
        total = 0;
        for (int row = 0; row < balance.Length; row++)
        {
            double offset = Math.Clamp(logRatio - balance[row], -LargestExponent, LargestExponent);
            double sine = Math.Sinh(offset);
            double length = double.Hypot(sine, cosines[row]);
            double condition = Math.Exp(Math.Asinh(length / Math.Sqrt((1 - cosines[row]) * (1 + cosines[row]))));
            total += condition;
            sum += length > 0 ? condition * sine / length : 0;
        }

        return sum;
    }
}

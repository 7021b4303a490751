using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>The weights a with Ma = a^(−1/α), M the Gramian: what Nash-MTL (α = 1) and FairGrad have in common.</summary>
/// <remarks>With p = 1/α they are aᵢ = xᵢ·‖gᵢ‖^(−2/(p+1)), where x depends on the angles and on the ratios of the norms: see <see cref="PowerBalance"/>.</remarks>
internal static class AlphaFairness
{
    private const int MostTasksOnStack = 40;

    /// <summary>Computes the weights. Zero gradients are left out; where the gradients cancel, so do the weighted ones.</summary>
    /// <param name="gramian">The Gramian.</param>
    /// <param name="alpha">α, above 0.</param>
    /// <param name="weights">Receives a, in gradient units to the power −2α/(1+α), shape [K].</param>
    /// <returns>How well they are solved.</returns>
    public static Certificate Solve(Gramian gramian, double alpha, Span<double> weights)
    {
        gramian.RequireOnePerTask(weights);
        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        usable = Cosines.TasksWithDirection(gramian, usable);
        if (usable.IsEmpty)
        {
            weights.Fill(1.0 / weights.Length);
            return Certificate.Guarded(Guards.AllZero);
        }

        weights.Clear();
        int order = usable.Length;
        int room = order * ((2 * order) + 6);
        Span<double> all = order <= MostTasksOnStack ? stackalloc double[room] : new double[room];
        Span<double> solution = all[..order];
        Span<double> levels = all.Slice(order, order);
        Span<double> cosines = all.Slice(2 * order, order * order);
        double power = 1 / alpha;
        double largest = Math.Sqrt(gramian.LargestSquaredNorm);
        for (int k = 0; k < order; k++)
        {
            levels[k] = Math.Pow(gramian.Norm(usable[k]) / largest, (power - 1) / (power + 1));
        }

        Cosines.Write(gramian, usable, cosines);
        PowerBalanceResult result = PowerBalance.Solve(cosines, levels, power, solution, all[((order * order) + (2 * order))..]);
        for (int k = 0; k < order; k++)
        {
            weights[usable[k]] = solution[k] * Math.Pow(gramian.Norm(usable[k]), -2 / (power + 1));
        }

        Guards guards = order < weights.Length ? Guards.SkippedTask : Guards.None;
        guards |= result.IsBounded ? Guards.None : Guards.Stationary;
        guards |= result.IsConverged ? Guards.None : Guards.NotConverged;
        return new Certificate(result.Residual, result.Steps, guards);
    }
}

using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling.Costs;

/// <summary>Low condition number: the matrix of the weighted task gradients should be as close to orthonormal as scaling its columns allows.</summary>
/// <remarks>
/// <para>F(w) = mean over t of σₘₐₓ/σₘᵢₙ of [w₁·g₁ … w_K·g_K] (<see cref="ConditionScaling"/>). For two tasks and one iteration it agrees
/// with equal gradient magnitude.</para>
/// <para>An iteration with a zero gradient, or with gradients that depend linearly on each other, costs infinitely much for every w, so it
/// cannot tell weights apart: <see cref="Minimise"/> drops it (<see cref="Guards.DroppedIterations"/>), and the reported cost is the mean over
/// the others. With none left the weights are inverse to the mean gradient norms, which is within √K of optimal where there is an optimum;
/// a task without any gradient then weighs 1, the reported cost is infinite, and the certificate says <see cref="MinimumKind.Substitute"/>.</para>
/// <para>Source: AutoScale, section 4.1.</para>
/// </remarks>
public sealed class LowConditionNumber : ICostFunction
{
    /// <inheritdoc/>
    public string Name => "low-condition-number";

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public double Evaluate(Window window, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.RequireOnePerTask(weights);
        return ConditionScaling.Cost(window.RequireGramians(Name), weights);
    }

    /// <inheritdoc/>
    public WindowSolution Minimise(Window window)
    {
        ArgumentNullException.ThrowIfNull(window);
        IReadOnlyList<Gramian> gramians = window.RequireGramians(Name);
        GramianEigen eigen = new(window.TaskCount);
        List<Gramian> usable = [.. gramians.Where(gramian => !ConditionScaling.IsSingular(gramian, eigen))];
        double[] weights = new double[window.TaskCount];
        IReadOnlyList<int> dead = BalancedWindow.DeadTasks(window.RequireGradientNorms(Name), window.TaskCount);
        MinimumCertificate certificate = usable.Count > 0
            ? ConditionScaling.Minimise(usable, weights)
            : Substitute(gramians, dead, weights);
        return new WindowSolution
        {
            Span = window.Span,
            Weights = weights,
            Cost = usable.Count > 0 ? ConditionScaling.CostOfRegular(usable, weights) : double.PositiveInfinity,
            Certificate = usable.Count < gramians.Count
                ? certificate with { Guards = certificate.Guards | Guards.DroppedIterations }
                : certificate,
            UsedIterations = usable.Count,
            DeadTasks = dead,
        };
    }

    private static MinimumCertificate Substitute(IReadOnlyList<Gramian> gramians, IReadOnlyList<int> dead, double[] weights)
    {
        for (int task = 0; task < weights.Length; task++)
        {
            double mean = 0;
            foreach (Gramian gramian in gramians)
            {
                mean += gramian.Norm(task) / gramians.Count;
            }

            weights[task] = mean > 0 ? -Math.Log(mean) : double.NaN;
        }

        NeutralWeights.FromLogs(weights);
        return MinimumCertificate.Exact(
            MinimumKind.Substitute, isUnique: false, dead.Count == weights.Length ? Guards.AllZero : Guards.None);
    }
}

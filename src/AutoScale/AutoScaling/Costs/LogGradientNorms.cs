using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling.Costs;

/// <summary>Scale-free least squares on log norms: the logarithms of wᵢ·‖gᵢ‖ should be the same for all tasks at every iteration.</summary>
/// <remarks>
/// <para>F(w) = mean over t of Σᵢ (zᵢ − z̄)², zᵢ = log(wᵢ·‖gᵢᵗ‖). The minimiser is wᵢ ∝ the geometric mean of 1/‖gᵢᵗ‖ over the window: a
/// closed form, always unique. Only ratios enter, so an iteration with a gradient spike counts like any other.</para>
/// <para>A zero norm has no logarithm. Iterations where some norm is zero are dropped (<see cref="Guards.DroppedIterations"/>); with none
/// left, each task's geometric mean runs over its own positive norms, and a task that has none weighs 1.</para>
/// <para>Not in the paper: ours, for short windows, and for runs in which the default lets one spike decide a window.</para>
/// </remarks>
public sealed class LogGradientNorms : ICostFunction
{
    /// <inheritdoc/>
    public string Name => "log-gradient-norms";

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <inheritdoc/>
    public double Evaluate(Window window, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.RequireOnePerTask(weights);
        return Cost(window.RequireGradientNorms(Name), weights, skipZeroRows: false);
    }

    /// <inheritdoc/>
    public WindowSolution Minimise(Window window)
    {
        ArgumentNullException.ThrowIfNull(window);
        ReadOnlySpan<double> norms = window.RequireGradientNorms(Name);
        int usable = CountUsable(norms, window.TaskCount);
        double[] weights = new double[window.TaskCount];
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = MeanLog(norms, weights.Length, task, onlyUsableRows: usable > 0);
        }

        NeutralWeights.FromLogs(weights);
        IReadOnlyList<int> dead = BalancedWindow.DeadTasks(norms, window.TaskCount);
        Guards guards = dead.Count == window.TaskCount ? Guards.AllZero : usable < window.Count ? Guards.DroppedIterations : Guards.None;
        return new WindowSolution
        {
            Span = window.Span,
            Weights = weights,
            Cost = usable > 0 ? Cost(norms, weights, skipZeroRows: true) : double.PositiveInfinity,
            Certificate = MinimumCertificate.Exact(usable > 0 ? MinimumKind.ClosedForm : MinimumKind.Substitute, usable > 0, guards),
            UsedIterations = usable,
            DeadTasks = dead,
        };
    }

    private static int CountUsable(ReadOnlySpan<double> norms, int taskCount)
    {
        int usable = 0;
        for (int start = 0; start < norms.Length; start += taskCount)
        {
            usable += norms.Slice(start, taskCount).Contains(0.0) ? 0 : 1;
        }

        return usable;
    }

    // Mean of −log‖gᵢ‖, negative because the weights are inverse to the norms; NaN for a task without a positive norm.
    private static double MeanLog(ReadOnlySpan<double> norms, int taskCount, int task, bool onlyUsableRows)
    {
        double sum = 0;
        int count = 0;
        for (int start = 0; start < norms.Length; start += taskCount)
        {
            ReadOnlySpan<double> row = norms.Slice(start, taskCount);
            if (row[task] > 0 && !(onlyUsableRows && row.Contains(0.0)))
            {
                sum -= Math.Log(row[task]);
                count++;
            }
        }

        return sum / count;
    }

    private static double Cost(ReadOnlySpan<double> norms, ReadOnlySpan<double> weights, bool skipZeroRows)
    {
        double sum = 0;
        int count = 0;
        for (int start = 0; start < norms.Length; start += weights.Length)
        {
            ReadOnlySpan<double> row = norms.Slice(start, weights.Length);
            if (!(skipZeroRows && row.Contains(0.0)))
            {
                sum += RowCost(row, weights);
                count++;
            }
        }

        return sum / count;
    }

    private static double RowCost(ReadOnlySpan<double> row, ReadOnlySpan<double> weights)
    {
        double mean = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (!(row[i] > 0 && weights[i] > 0))
            {
                return double.PositiveInfinity;
            }

            mean += (Math.Log(row[i]) + Math.Log(weights[i])) / row.Length;
        }

        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double offset = Math.Log(row[i]) + Math.Log(weights[i]) - mean;
            sum += offset * offset;
        }

        return sum;
    }
}

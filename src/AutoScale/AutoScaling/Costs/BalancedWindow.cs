using AutoScale.Numerics;

namespace AutoScale.AutoScaling.Costs;

/// <summary>The solution of a window by <see cref="MagnitudeBalance"/>, whatever its magnitudes are.</summary>
internal static class BalancedWindow
{
    internal static WindowSolution Solve(Window window, ReadOnlySpan<double> magnitudes)
    {
        double[] weights = new double[window.TaskCount];
        MinimumCertificate certificate = MagnitudeBalance.Minimise(magnitudes, weights);
        return new WindowSolution
        {
            Span = window.Span,
            Weights = weights,
            Cost = MagnitudeBalance.Cost(magnitudes, weights),
            Certificate = certificate,
            UsedIterations = window.Count,
            DeadTasks = DeadTasks(magnitudes, window.TaskCount),
        };
    }

    internal static IReadOnlyList<int> DeadTasks(ReadOnlySpan<double> magnitudes, int taskCount)
    {
        List<int>? dead = null;
        for (int task = 0; task < taskCount; task++)
        {
            if (MagnitudeBalance.IsDead(magnitudes, taskCount, task))
            {
                (dead ??= []).Add(task);
            }
        }

        return dead ?? (IReadOnlyList<int>)[];
    }
}

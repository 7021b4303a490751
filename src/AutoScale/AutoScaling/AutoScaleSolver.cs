using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.AutoScaling;

/// <summary>AutoScale from a trace alone: the windows' weights and the final weights for any cost, window, predictor and α, without training.</summary>
/// <remarks>A pure function. On the trace of a live run with the same options it gives the very numbers that run used.</remarks>
public static class AutoScaleSolver
{
    /// <summary>Solves the windows of a recorded exploration and predicts the weights.</summary>
    /// <param name="trace">
    /// What was recorded, in order of iterations; may go on past the exploration phase. Iterations without the evidence that the cost
    /// needs are skipped: a window is then made of the probed iterations it covers.
    /// </param>
    /// <param name="options">K, T and every choice of AutoScale.</param>
    /// <returns>Windows, weights and warnings.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The trace is empty, out of order, of another number of tasks, shorter than the windows asked for, or leaves a window without evidence.
    /// </exception>
    public static AutoScaleSolution Solve(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(options);
        WindowPlan plan = new(options);
        RequireOrder(trace, options);
        int last = plan[plan.Count - 1].Last;
        List<IterationEvidence> usable = [.. trace.Where(iteration => iteration.Level >= options.Cost.Needs && iteration.Iteration <= last)];
        RequireLength(usable, options, plan);
        List<WindowSolution> windows = [];
        int next = 0;
        for (int i = 0; i < plan.Count; i++)
        {
            List<IterationEvidence> rows = [];
            for (; next < usable.Count && usable[next].Iteration <= plan[i].Last; next++)
            {
                rows.Add(usable[next].UpTo(options.Cost.Needs));
            }

            if (rows.Count == 0)
            {
                throw new ArgumentException(
                    $"The trace has no {Name(options.Cost.Needs)} between iterations {plan[i].First} and {plan[i].Last}, which the cost '{options.Cost.Name}' needs: use a larger tau, or another cost.");
            }

            windows.Add(options.Cost.Minimise(new Window(plan[i], rows)));
        }

        return new AutoScaleSolution(options, plan, windows);
    }

    /// <summary>Solves the windows of a recorded exploration and predicts the weights.</summary>
    /// <param name="trace">The trace of a run, this library's or another program's.</param>
    /// <param name="options">K, T and every choice of AutoScale.</param>
    /// <returns>Windows, weights and warnings.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The trace does not hold what the options ask for.</exception>
    public static AutoScaleSolution Solve(Trace trace, AutoScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return Solve([.. trace.Records.Select(IterationEvidence.Of)], options);
    }

    private static void RequireOrder(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options)
    {
        if (trace.Count == 0)
        {
            throw new ArgumentException("The trace is empty: expected one record per iteration.");
        }

        for (int i = 0; i < trace.Count; i++)
        {
            if (trace[i].TaskCount != options.TaskCount)
            {
                throw new ArgumentException($"Iteration {trace[i].Iteration} of the trace has {trace[i].TaskCount} tasks, expected {options.TaskCount}.");
            }

            if (i > 0 && trace[i].Iteration <= trace[i - 1].Iteration)
            {
                throw new ArgumentException(
                    $"Iteration {trace[i].Iteration} of the trace comes after iteration {trace[i - 1].Iteration}: expected increasing iterations, each once.");
            }
        }
    }

    // A probed trace may end up to one probe interval before the last window does; a dense one must reach its end.
    private static void RequireLength(List<IterationEvidence> usable, AutoScaleOptions options, WindowPlan plan)
    {
        int last = plan[plan.Count - 1].Last;
        int reached = 0;
        int interval = 1;
        foreach (IterationEvidence iteration in usable)
        {
            interval = Math.Max(interval, iteration.Iteration - reached);
            reached = iteration.Iteration;
        }

        if (reached > 0 && last - reached < interval)
        {
            return;
        }

        string recorded = reached == 0 ? "never" : FormattableString.Invariant($"up to iteration {reached}");
        throw new ArgumentException(FormattableString.Invariant(
            $"The trace is too short: alpha = {options.Alpha} of T = {options.TotalIterations} iterations needs {Name(options.Cost.Needs)} up to iteration {last}, but they are recorded {recorded}. Lower alpha, or use a cost that needs less."));
    }

    private static string Name(Evidence evidence) => evidence switch
    {
        Evidence.Losses => "losses",
        Evidence.GradientNorms => "gradient norms",
        _ => "Gramians",
    };
}

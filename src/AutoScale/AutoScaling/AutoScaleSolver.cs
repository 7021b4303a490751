using AutoScale.Gradients;
using AutoScale.Runs;

namespace AutoScale.AutoScaling;

/// <summary>AutoScale from a trace alone: the windows' weights and the final weights for any cost, window, predictor and α, without training.</summary>
/// <remarks>A pure function. On the trace of a live run with the same options it gives the very numbers that run used.</remarks>
public static class AutoScaleSolver
{
    /// <summary>Solves the windows of a recorded exploration and predicts the weights.</summary>
    /// <param name="trace">
    /// What was recorded, in order of iterations; may go on past the exploration phase. Iterations that are missing, or lack the evidence
    /// that the cost needs, are skipped: a window is made of the probed iterations it covers, and one without any is left out with a warning.
    /// </param>
    /// <param name="options">K, T and every choice of AutoScale.</param>
    /// <returns>Windows, weights and warnings.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// The trace is empty, out of order, of another number of tasks, shorter than the windows asked for, or holds every iteration of a window
    /// and in none of them what the cost needs.
    /// </exception>
    public static AutoScaleSolution Solve(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(options);
        WindowPlan plan = new(options);
        RequireOrder(trace, options);
        RequireLength(trace, options, plan);
        RequireProbes(trace, options, plan);
        Exploration exploration = new(options, plan);
        foreach (IterationEvidence iteration in trace)
        {
            exploration.CloseUpTo(iteration.Iteration - 1);
            exploration.Record(iteration);
        }

        exploration.CloseUpTo(plan.ExplorationIterations);
        return exploration.Solution!;
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

    // A missing iteration is a step the run skipped; one with too little evidence lies between two probes, or past the run's own exploration.
    private static void RequireLength(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options, WindowPlan plan)
    {
        int last = plan[plan.Count - 1].Last;
        int reached = 0;
        int unprobed = 0;
        int mostUnprobed = options.ProbeEvery - 1;
        foreach (IterationEvidence iteration in trace.TakeWhile(iteration => iteration.Iteration <= last))
        {
            if (iteration.Level < options.Cost.Needs)
            {
                unprobed++;
                continue;
            }

            mostUnprobed = reached > 0 ? Math.Max(mostUnprobed, unprobed) : mostUnprobed;
            reached = iteration.Iteration;
            unprobed = 0;
        }

        bool hasEnded = last - trace[^1].Iteration >= SmallestStep(trace);
        if (!hasEnded && (reached > 0 ? unprobed <= mostUnprobed : unprobed == 0))
        {
            return;
        }

        string recorded = reached == 0 ? "never" : FormattableString.Invariant($"up to iteration {reached}");
        throw new ArgumentException(FormattableString.Invariant(
            $"The trace is too short: alpha = {options.Alpha} of T = {options.TotalIterations} iterations needs {Name(options.Cost.Needs)} up to iteration {last}, but they are recorded {recorded}. Lower alpha, or use a cost that needs less."));
    }

    // A program that writes probed iterations only may end up to one probe interval early. The smallest step, because a gap is not an interval.
    private static int SmallestStep(IReadOnlyList<IterationEvidence> trace)
    {
        int smallest = int.MaxValue;
        for (int i = 1; i < trace.Count; i++)
        {
            smallest = Math.Min(smallest, trace[i].Iteration - trace[i - 1].Iteration);
        }

        return trace.Count > 1 ? smallest : 1;
    }

    // No run with these options probes nothing in a window of which it skips nothing, since it probes at least once in tau iterations.
    private static void RequireProbes(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options, WindowPlan plan)
    {
        int next = 0;
        for (int i = 0; i < plan.Count; i++)
        {
            int present = 0;
            int probed = 0;
            for (; next < trace.Count && trace[next].Iteration <= plan[i].Last; next++)
            {
                present++;
                probed += trace[next].Level >= options.Cost.Needs ? 1 : 0;
            }

            if (probed == 0 && present == plan[i].Length)
            {
                throw new ArgumentException(
                    $"The trace has no {Name(options.Cost.Needs)} between iterations {plan[i].First} and {plan[i].Last}, which the cost '{options.Cost.Name}' needs: use a larger tau, or another cost.");
            }
        }
    }

    private static string Name(Evidence evidence) => evidence switch
    {
        Evidence.Losses => "losses",
        Evidence.GradientNorms => "gradient norms",
        _ => "Gramians",
    };
}

namespace AutoScale.Weighting;

/// <summary>What each guard did, in words for a person.</summary>
public static class GuardText
{
    /// <summary>Describes one guard.</summary>
    /// <param name="guard">A single flag.</param>
    /// <returns>One sentence.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guard"/> is not a single known flag.</exception>
    public static string Describe(Guards guard) => guard switch
    {
        Guards.Clamped => "weights below the allowed range were raised and the others rescaled.",
        Guards.SkippedTask => "a task without a usable gradient was left out (weight 0).",
        Guards.LastGood => "the weights of the last good step were used again.",
        Guards.Singular => "the linear system was singular; its minimum-norm solution was used.",
        Guards.AllZero => "no task had a usable gradient; equal weights were used.",
        Guards.NotConverged => "the solver stopped before reaching its tolerance; the certificate holds the residual.",
        Guards.Extrapolated => "a predicted weight lies outside the range of the observed windows.",
        Guards.ShortWindow => "the exploration phase is shorter than one window; the window was shortened.",
        Guards.DroppedIterations => "iterations at which the cost is infinite for every weight were left out of a window.",
        Guards.FewWindows => "there were fewer windows than the predictor needs; a line, or the only window's weights, took its place.",
        Guards.LossBelowBound => "a loss was below its lower bound and was taken for the bound.",
        Guards.LookLeftOut => "losses looked at before or after an update were not finite; the method learned nothing from that look.",
        Guards.HeldAtBound => "a weight that the method learns was held at its lower bound.",
        Guards.LeftOutOfTerm => "a task whose gradient is too short or too long was left out of the term that depends on the gradients.",
        Guards.Stationary => "the gradients can cancel, as at a Pareto-stationary point; the method's substitute was used.",
        Guards.TargetLimited => "a similarity target too close to 1 for any gradient to be turned up to it was lowered.",
        Guards.NoBaseline => "a task has had no gradient yet to compare later ones with; its part of the weights waits.",
        Guards.ParameterBounded => "a number that the method learns left its range and was put back to it.",
        Guards.WeightCapped => "a weight above 1e30 was lowered to that: a float32 gradient would overflow.",
        Guards.NoTension => "a task's gradient is the common direction itself; the task did not pull it anywhere.",
        Guards.ScoreOutOfRange => "a validation score was undefined or outside the method's range; the former or the nearest usable one took its place.",
        Guards.Bounded => "weights outside the bounds that were asked for were moved onto them and the others shifted.",
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "Expected a single guard."),
    };
}

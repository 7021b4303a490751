using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Runs;

/// <summary>How well the weights of the steps are solved, and what had to be done to keep them usable.</summary>
internal static class RunCertificates
{
    /// <summary>What each guard did, in a few words.</summary>
    internal static IReadOnlyDictionary<Guards, string> Meanings { get; } = new Dictionary<Guards, string>
    {
        [Guards.Clamped] = "weights below the allowed range were raised",
        [Guards.SkippedTask] = "a task without a usable gradient got weight 0",
        [Guards.LastGood] = "the weights of the last good step were used again",
        [Guards.Singular] = "the minimum-norm solution of a singular system was used",
        [Guards.AllZero] = "no task had a usable gradient: equal weights were used",
        [Guards.NotConverged] = "the solver stopped early; the residual says how far off it is",
        [Guards.Extrapolated] = "a predicted weight left the range of the observed windows",
        [Guards.ShortWindow] = "exploration was shorter than one window",
        [Guards.DroppedIterations] = "iterations of infinite cost were left out of a window",
        [Guards.FewWindows] = "fewer windows than the predictor needs",
        [Guards.LossBelowBound] = "a loss below its bound was taken for the bound",
        [Guards.LookLeftOut] = "losses at a look around the update were not finite: nothing was learned from it",
        [Guards.HeldAtBound] = "a weight that the method learns was held at its lower bound",
        [Guards.LeftOutOfTerm] = "a task with too short or too long a gradient was left out of a term",
        [Guards.Stationary] = "the gradients can cancel: the method's stated substitute was used",
        [Guards.TargetLimited] = "a similarity target too close to 1 was lowered",
        [Guards.NoBaseline] = "a task had no gradient yet to measure its first excess risk by",
        [Guards.ParameterBounded] = "a number that the method learns was put back into its range",
        [Guards.WeightCapped] = "a weight above 1e30 was lowered to that",
        [Guards.NoTension] = "a task's gradient is the common direction itself",
        [Guards.Bounded] = "weights outside the bounds asked for were moved onto them",
        [Guards.ScoreOutOfRange] = "a validation score could not be used: the former or the nearest usable one took its place",
    };

    /// <summary>Gathers the certificates.</summary>
    /// <param name="files">What the run left.</param>
    /// <param name="mostPoints">The most points of a line.</param>
    /// <returns>Guards with the number of steps they acted in, residual and solver steps over the run; null without a trace.</returns>
    public static JsonObject? Of(RunFiles files, int mostPoints)
    {
        if (files.Trace is not { } trace)
        {
            return null;
        }

        IReadOnlyList<TraceRecord> records = trace.Records;
        Thinning thinning = new([.. records.Select(record => record.Iteration)], mostPoints);
        bool isSolved = records.Any(record => record.Certificate.Residual > 0 || record.Certificate.Iterations > 0);
        return new JsonObject
        {
            ["steps"] = records.Count,
            ["guarded"] = records.Count(record => record.Certificate.Guards != Guards.None),
            ["guards"] = new JsonArray([.. Counts(records).Select(guard => new JsonObject
            {
                ["name"] = MethodOptions.Format(guard.Key),
                ["meaning"] = Meanings[guard.Key],
                ["steps"] = guard.Value,
            })]),
            ["largestResidual"] = isSolved ? PageNumber.Of(records.Max(record => record.Certificate.Residual)) : null,
            ["iterations"] = isSolved ? PageNumber.Array(thinning.Iterations) : null,
            ["residuals"] = isSolved ? PageNumber.Array(thinning.Medians(step => records[step].Certificate.Residual)) : null,
            ["solverSteps"] = records.Any(record => record.Certificate.Iterations > 0) ? PageNumber.Array(thinning.Medians(step => records[step].Certificate.Iterations)) : null,
        };
    }

    private static IEnumerable<KeyValuePair<Guards, int>> Counts(IReadOnlyList<TraceRecord> records) =>
        from guard in Meanings.Keys
        let count = records.Count(record => record.Certificate.Guards.HasFlag(guard))
        where count > 0
        orderby count descending
        select new KeyValuePair<Guards, int>(guard, count);
}

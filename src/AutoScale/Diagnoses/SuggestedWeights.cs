using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;
using AutoScale.Metrics;
using AutoScale.Runs;

namespace AutoScale.Diagnoses;

/// <summary>AutoScale's weights over the recorded steps, and what they would make of the gradients.</summary>
internal static class SuggestedWeights
{
    private const double Exploration = 0.2;

    private static readonly ICostFunction[] _costs = [new EqualGradientMagnitude(), new LowConditionNumber()];

    /// <summary>Equal weights first, then those of each cost function that the steps can serve.</summary>
    /// <param name="tasks">Names of the K tasks, each with a gradient.</param>
    /// <param name="measured">Steps with norms, at least one.</param>
    /// <returns>The weights and their effects.</returns>
    public static IReadOnlyList<WeightEffect> Of(IReadOnlyList<string> tasks, IReadOnlyList<TraceRecord> measured)
    {
        double[] equal = new double[tasks.Count];
        Array.Fill(equal, 1);
        List<WeightEffect> effects = [Effect("equal", equal, [], measured)];
        foreach (ICostFunction cost in _costs)
        {
            TraceRecord[] usable = [.. measured.Where(record => cost.Needs < Evidence.Gramian || record.Gramian is not null)];
            if (usable.Length > 0)
            {
                AutoScaleSolution solution = Solve(tasks, usable, cost);
                effects.Add(Effect(cost.Name, solution.Final.Weights, [.. solution.Warnings.Select(warning => $"{cost.Name}, counting recorded steps: {warning}")], measured));
            }
        }

        return effects;
    }

    // Steps are numbered anew, so that gaps and late starts leave no window empty; the run is said to be as long as makes all of them its exploration.
    private static AutoScaleSolution Solve(IReadOnlyList<string> tasks, TraceRecord[] records, ICostFunction cost)
    {
        IterationEvidence[] evidence =
        [
            .. records.Select((record, index) => new IterationEvidence(index + 1, record.Losses, record.GradientNorms, record.Gramian)),
        ];
        return AutoScaleSolver.Solve(evidence, new AutoScaleOptions
        {
            TaskCount = tasks.Count,
            TaskNames = tasks,
            TotalIterations = (int)Math.Round(evidence.Length / Exploration),
            Alpha = Exploration,
            Tau = Math.Max(1, evidence.Length / DiagnosisThresholds.Windows),
            Cost = cost,
            Predictor = new MedianPredictor(),
        });
    }

    private static WeightEffect Effect(string origin, ReadOnlySpan<double> weights, IReadOnlyList<string> warnings, IReadOnlyList<TraceRecord> measured)
    {
        double[] kept = weights.ToArray();
        double[] scaled = Array.ConvertAll(kept, weight => weight / kept.Max()); // Up to 1, so that no product overflows.
        return new WeightEffect
        {
            Origin = origin,
            Weights = kept,
            Warnings = warnings,
            MagnitudeSimilarity = Averages.Mean(measured.SelectMany(record =>
                GradientDominance.MagnitudeSimilarities([.. Norms(record).Zip(scaled, (norm, weight) => norm * weight)]))),
            ConditionNumber = Averages.Median(measured.Where(record => record.Gramian is not null)
                .Select(record => TrainingStability.ConditionNumber(WeightedGramian.Of(record.Gramian!, scaled)))),
        };
    }

    /// <summary>The norms of a step that has norms or a Gramian.</summary>
    internal static double[] Norms(TraceRecord record) => record.GradientNorms ?? record.Gramian!.Norms();
}

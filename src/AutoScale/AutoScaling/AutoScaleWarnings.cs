using AutoScale.AutoScaling.Predictors;
using AutoScale.Numerics;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>Says in words what was guarded on the way to the weights.</summary>
internal static class AutoScaleWarnings
{
    internal static IReadOnlyList<string> Of(
        AutoScaleOptions options,
        WindowPlan plan,
        IReadOnlyList<WindowSolution> windows,
        ObservedWeights observed,
        Prediction prediction)
    {
        List<string> warnings = [];
        if (plan.IsShort)
        {
            warnings.Add(FormattableString.Invariant(
                $"Exploration has {Wording.Count(plan.ExplorationIterations, "iteration")}, fewer than the window size tau = {options.Tau}: it makes one short window. Raise alpha or T, or lower tau."));
        }

        foreach (WindowSolution window in windows)
        {
            AddWindow(options, window, plan, warnings);
        }

        if (windows.Count < plan.Count)
        {
            warnings.Add(FormattableString.Invariant($"{plan.Count - windows.Count} of {plan.Count} windows held no usable iteration and were left out."));
        }

        AddPrediction(options, observed, prediction, warnings);
        return warnings;
    }

    private static void AddWindow(AutoScaleOptions options, WindowSolution window, WindowPlan plan, List<string> warnings)
    {
        string where = FormattableString.Invariant($"in the window of iterations {window.Span.First} to {window.Span.Last}");
        if (window.Certificate.Kind == MinimumKind.AllZero || window.Guards.HasFlag(Guards.AllZero))
        {
            warnings.Add($"Nothing could be measured of any task {where}: equal weights were taken for it.");
            return;
        }

        foreach (int task in window.DeadTasks)
        {
            warnings.Add(FormattableString.Invariant(
                $"Task {options.Describe(task)} measures exactly zero {where}, and the cost '{options.Cost.Name}' gives it weight {window.Weights[task]:G4}: check that the task is connected to the shared parameters."));
        }

        int length = Math.Min(window.Span.Length, plan.ExplorationIterations);
        if (window.Guards.HasFlag(Guards.DroppedIterations))
        {
            warnings.Add(window.UsedIterations > 0
                ? FormattableString.Invariant($"Only {Wording.Count(window.UsedIterations, "iteration")} counted {where}: in the others the cost '{options.Cost.Name}' is infinite for every weight.")
                : FormattableString.Invariant($"The cost '{options.Cost.Name}' is infinite for every weight at {(length == 1 ? "the only iteration" : $"all {length} iterations")} {where}: weights inverse to the mean gradient norms were taken."));
        }

        if (window.Guards.HasFlag(Guards.NotConverged))
        {
            warnings.Add(FormattableString.Invariant(
                $"The weights {where} are not fully converged: the optimality condition is off by {window.Certificate.Residual:G2} of the cost."));
        }
    }

    private static void AddPrediction(AutoScaleOptions options, ObservedWeights observed, Prediction prediction, List<string> warnings)
    {
        if (prediction.IsSimpler)
        {
            string taken = observed.Count == 1 ? "the weights of the only window were" : "a straight line through them was";
            warnings.Add(FormattableString.Invariant(
                $"The predictor '{options.Predictor.Name}' needs at least {options.Predictor.FewestWindows} windows and had {observed.Count}: {taken} taken instead. Lower tau, or raise alpha or T."));
        }

        foreach (int task in prediction.TasksOutsideRange)
        {
            double least = double.PositiveInfinity;
            double most = double.NegativeInfinity;
            foreach (double weight in observed.Of(task))
            {
                least = Math.Min(least, weight);
                most = Math.Max(most, weight);
            }

            warnings.Add(FormattableString.Invariant(
                $"The weight of task {options.Describe(task)} left the range of the observed windows: the predictor '{options.Predictor.Name}' says {prediction.Raw[task]:G4}, the windows had {least:G4} to {most:G4}. On short runs 'median' or 'average' is safer."));
        }

        foreach (int task in prediction.TasksAtFloor)
        {
            // Where one weight is raised, the projection takes the same amount off all others, and a small one may land on the floor from above.
            string how = prediction.Raw[task] > options.Floor
                ? FormattableString.Invariant($"lowered to the floor {options.Floor:G4} from {prediction.Raw[task]:G4}, where the nearest weights that sum to K = {options.TaskCount} have it")
                : FormattableString.Invariant($"raised to the floor {options.Floor:G4} from {prediction.Raw[task]:G4}");
            warnings.Add($"The weight of task {options.Describe(task)} was {how}: the task is nearly switched off for the rest of the run.");
        }
    }
}

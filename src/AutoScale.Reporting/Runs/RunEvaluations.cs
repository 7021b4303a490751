using System.Text.Json.Nodes;

using AutoScale.Reporting.Data;
using AutoScale.Runs;

namespace AutoScale.Reporting.Runs;

/// <summary>How well the tasks are done: the selected model's results, and validation over the run.</summary>
internal static class RunEvaluations
{
    /// <summary>The results of the model that validation selected.</summary>
    /// <param name="files">What the run left.</param>
    /// <returns>One row for each metric of each task, the primary one first; null without evaluations.</returns>
    public static JsonObject? Results(RunFiles files)
    {
        EvaluationReport? test = files.Evaluations.LastOrDefault(evaluation => evaluation.Report.Split == EvaluationReport.TestSplit).Report;
        EvaluationReport? best = files.Evaluations.LastOrDefault(evaluation => evaluation.IsBest && evaluation.Report.Split != EvaluationReport.TestSplit).Report;
        EvaluationReport? shape = test ?? best;
        if (shape is null)
        {
            return null;
        }

        return new JsonObject
        {
            ["bestIteration"] = (best ?? test)!.Iteration,
            ["hasTest"] = test is not null,
            ["rows"] = new JsonArray([.. shape.Tasks.SelectMany((task, k) => task.Metrics.Select((metric, m) => new JsonObject
            {
                ["task"] = task.Task,
                ["metric"] = metric.Name,
                ["unit"] = metric.Unit,
                ["higherIsBetter"] = metric.HigherIsBetter,
                ["isPrimary"] = m == 0,
                ["validation"] = best is null ? null : PageNumber.Of(best.Tasks[k].Metrics[m].Value),
                ["test"] = test is null ? null : PageNumber.Of(metric.Value),
            }))]),
        };
    }

    /// <summary>Validation over the run.</summary>
    /// <param name="evaluations">The evaluations in order.</param>
    /// <returns>The iterations, and the values of every metric; null when validation was measured less than twice.</returns>
    public static JsonObject? OverTime(IReadOnlyList<(EvaluationReport Report, bool IsBest)> evaluations)
    {
        (EvaluationReport Report, bool IsBest)[] validation = [.. evaluations.Where(evaluation => evaluation.Report.Split != EvaluationReport.TestSplit)];
        if (validation.Length < 2)
        {
            return null;
        }

        return new JsonObject
        {
            ["iterations"] = PageNumber.Array(validation.Select(evaluation => (double)evaluation.Report.Iteration)),
            ["best"] = validation.LastOrDefault(evaluation => evaluation.IsBest).Report?.Iteration,
            ["charts"] = new JsonArray([.. validation[0].Report.Tasks.SelectMany((task, k) => task.Metrics.Select((metric, m) => new JsonObject
            {
                ["task"] = task.Task,
                ["metric"] = metric.Name,
                ["unit"] = metric.Unit,
                ["higherIsBetter"] = metric.HigherIsBetter,
                ["isPrimary"] = m == 0,
                ["values"] = PageNumber.Array(validation.Select(evaluation => evaluation.Report.Tasks[k].Metrics[m].Value)),
            }))]),
        };
    }
}

using System.Text.Json.Nodes;

using AutoScale.Metrics;
using AutoScale.Reporting.Data;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Runs;

/// <summary>The metrics of Appendix C over the run, on the raw and on the weighted gradients and losses.</summary>
internal static class RunMetrics
{
    private const int MostSteps = 4000;
    private const int MostPoints = 400;
    private const int MostPointsOfPart = 200;
    private const int MostParts = 12;

    /// <summary>Measures a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The metrics that have a value somewhere, and the names of the others with what they lack.</returns>
    public static JsonObject Of(Trace trace)
    {
        MetricStep[] steps = [.. Sampled(trace.Records.Count).Select(at => new MetricStep(trace.Records, at))];
        MetricStep[] weightedSteps = [.. steps.Select(Weighted).OfType<MetricStep>()];
        JsonArray measured = [];
        JsonArray absent = [];
        foreach (MetricDescriptor metric in MetricCatalogue.All)
        {
            JsonObject? raw = Form(metric, steps, trace.Header.Tasks);
            if (raw is null)
            {
                absent.Add(new JsonArray(metric.Title, Lacks(metric.Needs)));
                continue;
            }

            JsonObject? weighted = metric.HasWeightedForm ? Form(metric, weightedSteps, trace.Header.Tasks) : null;
            measured.Add(Describe(metric, raw, weighted));
        }

        return new JsonObject { ["measured"] = measured, ["absent"] = absent, ["everyStep"] = steps.Length == trace.Records.Count, ["tooMany"] = TaskPairs.Of(trace.TaskCount).Count() > MostParts ? MostParts : null };
    }

    private static JsonObject Describe(MetricDescriptor metric, JsonObject raw, JsonObject? weighted) => new()
    {
        ["name"] = metric.Name,
        ["title"] = metric.Title,
        ["family"] = MetricText.Family(metric.Family),
        ["range"] = metric.Range,
        ["good"] = MethodOptions.Format(metric.Good),
        ["isSpread"] = metric.Good == MetricDirection.Equal,
        ["isLog"] = MetricText.IsLog(metric),
        ["source"] = metric.Source,
        ["raw"] = raw,
        ["weighted"] = weighted,
    };

    /// <summary>Long runs are measured at evenly spaced steps: ten for every point shown are enough.</summary>
    private static IEnumerable<int> Sampled(int count) =>
        Enumerable.Range(0, Math.Min(count, MostSteps)).Select(at => (int)((long)at * count / Math.Min(count, MostSteps)));

    private static MetricStep? Weighted(MetricStep step)
    {
        try
        {
            return step.Weighted();
        }
        catch (ArgumentException)
        {
            return null; // A product left the range of numbers: there is nothing to show of that step.
        }
    }

    private static JsonObject? Form(MetricDescriptor metric, MetricStep[] steps, IReadOnlyList<string> tasks)
    {
        (int Iteration, double[] Values)[] known =
            [.. steps.Select(step => (step.Record.Iteration, Values: metric.Evaluate(step))).Where(step => step.Values is { Length: > 0 }).Select(step => (step.Iteration, step.Values!))];
        double[] summaries = [.. known.Select(step => metric.Summarise(step.Values))];
        if (!known.Any(step => step.Values.Any(double.IsFinite)))
        {
            return null;
        }

        int[] iterations = [.. known.Select(step => step.Iteration)];
        Thinning whole = new(iterations, MostPoints);
        JsonObject form = new()
        {
            ["iterations"] = PageNumber.Array(whole.Iterations),
            ["summary"] = PageNumber.Array(Thin(metric, whole, step => summaries[step])),
            ["stepsPerPoint"] = whole.StepsPerPoint,
            ["undefined"] = summaries.Count(summary => !double.IsFinite(summary)),
        };
        string[] labels = Labels(metric.Shape, tasks);
        if (labels.Length is > 1 and <= MostParts)
        {
            Thinning parts = new(iterations, MostPointsOfPart);
            form["partIterations"] = PageNumber.Array(parts.Iterations);
            form["labels"] = PageNumber.Texts(labels);
            form["parts"] = PageNumber.Rows(labels.Select((_, part) => Thin(metric, parts, step => known[step].Values[part])));
        }

        return form;
    }

    /// <summary>The mean of what is bounded, such as a share of pairs; the median of the rest, which one step can throw far off.</summary>
    private static double[] Thin(MetricDescriptor metric, Thinning thinning, Func<int, double> value) =>
        MetricText.IsBounded(metric) ? thinning.Means(value) : thinning.Medians(value);

    private static string[] Labels(MetricShape shape, IReadOnlyList<string> tasks) => shape switch
    {
        MetricShape.Tasks => [.. tasks],
        MetricShape.Pairs => [.. TaskPairs.Of(tasks.Count).Select(pair => $"{tasks[pair.First]} · {tasks[pair.Second]}")],
        _ => [],
    };

    private static string Lacks(MetricNeeds needs) =>
        needs.HasFlag(MetricNeeds.SingleTaskLosses) ? "needs losses of single-task training"
        : needs.HasFlag(MetricNeeds.Potential) ? "needs the performance of single-task training"
        : needs.HasFlag(MetricNeeds.Performance) ? "needs a performance between 0 and 1"
        : needs.HasFlag(MetricNeeds.Gramian) ? "needs the Gramian"
        : needs.HasFlag(MetricNeeds.GradientNorms) ? "needs gradient norms"
        : needs.HasFlag(MetricNeeds.Window) || needs.HasFlag(MetricNeeds.TwoWindows) ? "needs more steps"
        : "has no finite value";
}

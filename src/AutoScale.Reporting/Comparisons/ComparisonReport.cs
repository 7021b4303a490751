using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Evaluation;
using AutoScale.Reporting.Data;
using AutoScale.Runs;

namespace AutoScale.Reporting.Comparisons;

/// <summary>The report of a comparison: how well each method does each task, how it is judged, what it costs, which weights it ended with.</summary>
internal static class ComparisonReport
{
    /// <summary>Gathers the report.</summary>
    /// <param name="record">What comparison.json holds.</param>
    /// <param name="path">The study's folder.</param>
    /// <returns>The page.</returns>
    public static ReportPage Of(ComparisonRecord record, string path)
    {
        StudyHeading heading = new(record.Problem, record.Setting, record.Seeds, record.Iterations, record.Batch);
        string title = $"{heading.Name}: {Wording.Count(record.Entrants.Count, "method")} compared";
        JsonObject data = new()
        {
            ["kind"] = "comparison",
            ["title"] = title,
            ["heading"] = heading.ToJson(path, Facts(record)),
            ["tasks"] = PageNumber.Texts(record.Tasks),
            ["metrics"] = new JsonArray([.. record.Metrics.Select(metric => new JsonObject
            {
                ["task"] = metric.Task, ["name"] = metric.Name, ["unit"] = metric.Unit, ["higherIsBetter"] = metric.HigherIsBetter,
            })]),
            ["baselines"] = new JsonArray([.. record.Metrics.Select((metric, at) => Baseline(record, metric, at))]),
            ["entrants"] = new JsonArray([.. record.Entrants.OrderBy(entrant => entrant.Score?.DeltaM.Mean ?? double.MaxValue).Select(entrant => Entrant(record, entrant))]),
            ["isProcessorTime"] = record.IsTimedByProcessor,
            ["search"] = Search(record),
            ["unscored"] = record.Unscored,
            ["failures"] = PageParts.Failures(record.Failures),
            ["versions"] = PageParts.Pairs(PageParts.Versions(record.Platform)),
        };
        return new ReportPage(title, data);
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(ComparisonRecord record) =>
        record.Jobs > 1 ? [new("side by side", record.Jobs.ToString(CultureInfo.InvariantCulture))] : [];

    private static JsonObject? Baseline(ComparisonRecord record, ComparisonMetric metric, int at)
    {
        int ofTask = at - record.Metrics.TakeWhile(other => other.Task != metric.Task).Count();
        double[] values = [.. record.Baselines.Where(run => run.Task == metric.Task).Select(run => run.Values[ofTask])];
        return values.Length == 0 ? null : Statistic(SeedStatistic.Of(values));
    }

    private static JsonObject Entrant(ComparisonRecord record, ComparisonEntrant entrant) => new()
    {
        ["label"] = entrant.Label,
        ["method"] = entrant.Method,
        ["runs"] = entrant.Runs.Count,
        ["values"] = entrant.Runs.Count == 0 ? null
            : new JsonArray([.. record.Metrics.Select((_, at) => Statistic(entrant.Score?.Metrics[at] ?? SeedStatistic.Of([.. entrant.Runs.Select(run => run.Values[at])])))]),
        ["drops"] = entrant.Score is { } score ? new JsonArray([.. score.TaskDrops.Select(Statistic)]) : null,
        ["deltaM"] = entrant.Score is { } judged ? Statistic(judged.DeltaM) : null,
        ["deltaMPos"] = entrant.Score is { } positive ? Statistic(positive.DeltaMPos) : null,
        ["meanRank"] = entrant.Score is { } ranked ? Statistic(ranked.MeanRank) : null,
        ["cost"] = PageNumber.Of(record.IsTimedByProcessor ? entrant.ProcessorStepRatio : entrant.StepRatio),
        ["seconds"] = PageNumber.Of(entrant.SecondsPerIteration),
        ["memory"] = entrant.PeakMemory > 0 ? entrant.PeakMemory : null,
        ["weights"] = PageNumber.Rows(entrant.Runs.Select(run => run.Weights)),
    };

    private static JsonArray Search(ComparisonRecord record)
    {
        double best = record.Search.Select(tried => tried.ValidationScore).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        return
        [
            .. record.Search.Select(tried => new JsonObject
            {
                ["weights"] = PageNumber.Array(tried.Weights),
                ["score"] = PageNumber.Of(tried.ValidationScore),
                ["isBest"] = tried.ValidationScore == best,
            }),
        ];
    }

    private static JsonObject Statistic(SeedStatistic statistic) => new()
    {
        ["mean"] = PageNumber.Of(statistic.Mean),
        ["deviation"] = PageNumber.Of(statistic.StandardDeviation),
        ["low"] = PageNumber.Of(statistic.Interval.Low),
        ["high"] = PageNumber.Of(statistic.Interval.High),
    };
}

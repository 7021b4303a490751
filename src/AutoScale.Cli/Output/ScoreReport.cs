using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.Cli.Progress;
using AutoScale.Evaluation;
using AutoScale.Runs;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>How the methods of a results table did, for a person and for a program.</summary>
/// <param name="Path">The table's file.</param>
/// <param name="Table">The table.</param>
/// <param name="Scores">A score for each of its methods.</param>
internal sealed record ScoreReport(string Path, ResultTable Table, IReadOnlyList<MethodScore> Scores)
{
    private const int FewSeeds = 10;

    /// <summary>Prints a table, the method with the least Δm first.</summary>
    /// <param name="environment">Where it is printed.</param>
    /// <param name="confidence">The fraction of resamples inside the intervals.</param>
    public void Print(CommandEnvironment environment, double confidence)
    {
        environment.Out.WriteLine($"{Path}: {Wording.Count(Scores.Count, "method")}, {Wording.Count(Table.Tasks.Count, "task")}, {Wording.Count(Table.Metrics.Count, "metric")}, {Wording.Count(Table.Seeds.Count, "seed")}");
        Table drawing = CommandOutput.Numbers(["method"], ["Δm %", "Δm-pos %", "mean rank", .. Table.Tasks.Select(task => $"{task} %")]);
        foreach (MethodScore score in Scores.OrderBy(score => score.DeltaM.Mean))
        {
            CommandOutput.AddRow(drawing, [score.Method, WithInterval(score.DeltaM), WithInterval(score.DeltaMPos), Short(score.MeanRank), .. score.TaskDrops.Select(Short)]);
        }

        CommandOutput.WriteNumbers(environment, drawing);
        environment.Out.WriteLine($"Drops in percent against '{Table.Baseline}': positive is worse. The mean rank is among these methods, 1 is best.");
        if (Table.Seeds.Count > 1)
        {
            environment.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Mean ± standard deviation over the seeds; in brackets the {100 * confidence:0.#} % bootstrap interval of the mean{Caution(Table.Seeds.Count)}."));
        }
    }

    /// <summary>Everything as one JSON object.</summary>
    /// <returns>The object.</returns>
    public JsonObject ToJson() => new()
    {
        ["file"] = Path,
        ["baseline"] = Table.Baseline,
        ["tasks"] = new JsonArray([.. Table.Tasks.Select(task => (JsonNode)task)]),
        ["seeds"] = new JsonArray([.. Table.Seeds.Select(seed => (JsonNode)seed)]),
        ["methods"] = new JsonArray([.. Scores.Select(score => (JsonNode)new JsonObject
        {
            ["name"] = score.Method,
            ["deltaM"] = Json(score.DeltaM),
            ["deltaMPos"] = Json(score.DeltaMPos),
            ["meanRank"] = Json(score.MeanRank),
            ["taskDrops"] = Json(Table.Tasks, score.TaskDrops),
            ["metrics"] = Json(Table.Metrics.Select(metric => metric.Label), score.Metrics),
        })]),
    };

    /// <summary>What to say of a bootstrap interval over few seeds.</summary>
    /// <param name="seeds">How many.</param>
    /// <returns>The words, or nothing.</returns>
    public static string Caution(int seeds) => seeds < FewSeeds ? ", too narrow for so few seeds" : string.Empty;

    private static string Short(SeedStatistic statistic) => statistic.Count == 1
        ? Quantity.Hundredths(statistic.Mean)
        : $"{Quantity.Hundredths(statistic.Mean)} ± {Quantity.Hundredths(statistic.StandardDeviation)}";

    private static string WithInterval(SeedStatistic statistic) => statistic.Count == 1
        ? Short(statistic)
        : $"{Short(statistic)} [{Quantity.Hundredths(statistic.Interval.Low)}, {Quantity.Hundredths(statistic.Interval.High)}]";

    private static JsonObject Json(IEnumerable<string> names, IReadOnlyList<SeedStatistic> statistics)
    {
        JsonObject json = [];
        foreach ((string name, SeedStatistic statistic) in names.Zip(statistics))
        {
            json[name] = Json(statistic);
        }

        return json;
    }

    private static JsonObject Json(SeedStatistic statistic) => new()
    {
        ["mean"] = RecordJson.Number(statistic.Mean),
        ["standardDeviation"] = RecordJson.Number(statistic.StandardDeviation),
        ["low"] = RecordJson.Number(statistic.Interval.Low),
        ["high"] = RecordJson.Number(statistic.Interval.High),
    };
}

using System.Text.Json;
using AutoScale.Evaluation;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Evaluation;

/// <summary>Δm, Δm-pos and mean ranks against independent implementations and the paper's tables.</summary>
public sealed class EvaluationReferenceTests
{
    [SharedFact]
    public void Of_PaperTables_HasTheComputedNumbers()
    {
        foreach (JsonElement one in ReferenceFiles.Read("paper_tables.json").EnumerateArray())
        {
            ResultTable table = PaperTables.Table(one);
            double[][] ranks = [.. new[] { RankTies.Minimum, RankTies.Average, RankTies.Maximum }.Select(ties => MeanRank.Of(table, 0, RankGrouping.TaskDrop, ties))];
            foreach ((MethodScore score, int at) in MethodScore.Of(table).Select((score, at) => (score, at)))
            {
                JsonElement computed = one.GetProperty("computed").GetProperty(score.Method);
                JsonElement expected = one.GetProperty("expected").GetProperty(score.Method);

                Near.AssertEqual([computed.GetProperty("dm").GetDouble(), computed.GetProperty("dmPos").GetDouble()], [score.DeltaM.Mean, score.DeltaMPos.Mean], 1e-9);
                Near.AssertEqual(ReferenceFiles.Numbers(computed.GetProperty("taskDrops")), [.. score.TaskDrops.Select(drop => drop.Mean)], 1e-9);
                AssertWithin(ReferenceFiles.Numbers(computed.GetProperty("dmInterval")), expected.GetProperty("dm").GetDouble());
                AssertWithin(ReferenceFiles.Numbers(computed.GetProperty("dmInterval")), score.DeltaM.Mean);
                AssertWithin(ReferenceFiles.Numbers(computed.GetProperty("dmPosInterval")), score.DeltaMPos.Mean);
                JsonElement mr = computed.GetProperty("mrAmongTheseRows");
                Near.AssertEqual([mr.GetProperty("min").GetDouble(), mr.GetProperty("average").GetDouble(), mr.GetProperty("max").GetDouble()], [.. ranks.Select(row => row[at])]);
                Assert.Equal(mr.GetProperty("average").GetDouble(), score.MeanRank.Mean, 1e-12);
            }
        }
    }

    [SharedFact]
    public void Of_SecondTables_HasTheirNumbers()
    {
        foreach (JsonElement one in ReferenceFiles.Read("evaluation_metrics.json").EnumerateArray().Where(one => one.GetProperty("metric").GetString() == "table"))
        {
            JsonElement output = one.GetProperty("output");
            ResultTable grouped = Table(one.GetProperty("input"), ReferenceFiles.Rows(one.GetProperty("input").GetProperty("groups")));
            ResultTable flat = Table(one.GetProperty("input"), [.. grouped.Metrics.Select((_, column) => new[] { (double)column })]);
            IReadOnlyList<MethodScore> scores = MethodScore.Of(grouped);

            Same(output.GetProperty("dm"), scores.Select(score => score.DeltaM.Mean));
            Same(output.GetProperty("dmPos"), scores.Select(score => score.DeltaMPos.Mean));
            Same(output.GetProperty("dmOverMetricsUngrouped"), MethodScore.Of(flat).Select(score => score.DeltaM.Mean));
            foreach ((string key, RankTies ties) in new[] { ("min", RankTies.Minimum), ("average", RankTies.Average), ("max", RankTies.Maximum) })
            {
                Same(output.GetProperty("meanRankPerTask").GetProperty(key), MeanRank.Of(grouped, 0, RankGrouping.TaskDrop, ties));
                if (output.GetProperty("meanRankPerMetric").TryGetProperty(key, out JsonElement perMetric))
                {
                    Same(perMetric, MeanRank.Of(flat, 0, RankGrouping.TaskDrop, ties));
                    Same(perMetric, MeanRank.Of(flat, 0, RankGrouping.Metrics, ties));
                }
            }
        }
    }

    [SharedFact]
    public void PerformanceDrop_FirstReference_HasItsNumbers()
    {
        foreach (JsonElement one in ReferenceFiles.Read("metrics.json").GetProperty("deltas").EnumerateArray())
        {
            double[][] values = ReferenceFiles.Rows(one.GetProperty("M"));
            double[][] baseline = ReferenceFiles.Rows(one.GetProperty("B"));
            bool[][] higher = [.. one.GetProperty("higher").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetBoolean()).ToArray())];
            ResultTable table = new(
                [.. higher.SelectMany((row, task) => row.Select((isHigher, at) => new ResultMetric($"task-{task}", $"m{at}", isHigher)))],
                [new("stl", 0, [.. baseline.SelectMany(row => row)]), new("a", 0, [.. values.SelectMany(row => row)]), new("b", 0, [.. baseline.SelectMany(row => row)])],
                "stl");
            double[] drops = PerformanceDrop.OfTasks(table, table.Run("a", 0));

            Same(one.GetProperty("per_task"), drops);
            Near.AssertEqual([one.GetProperty("delta_m").GetDouble(), one.GetProperty("delta_m_pos").GetDouble()], [PerformanceDrop.DeltaM(drops), PerformanceDrop.DeltaMPos(drops)]);
            Assert.All(PerformanceDrop.OfTasks(table, table.Run("b", 0)), drop => Assert.Equal(0, drop));
        }
    }

    [SharedFact]
    public void MeanRank_FirstReference_HasItsNumbersForEveryTie()
    {
        foreach (JsonElement one in ReferenceFiles.Read("metrics.json").GetProperty("ranks").EnumerateArray())
        {
            double[][] rows = ReferenceFiles.Rows(one.GetProperty("table"));
            ResultMetric[] metrics = [.. one.GetProperty("higher").EnumerateArray().Select((higher, at) => new ResultMetric($"task-{at}", "m", higher.GetBoolean()))];
            ResultTable table = new(metrics, [new("stl", 0, [.. metrics.Select(_ => 1.0)]), .. rows.Select((row, at) => new ResultRun($"m{at}", 0, row))], "stl");

            Same(one.GetProperty("rank").GetProperty("average"), MeanRank.Of(table, 0));
            Same(one.GetProperty("rank").GetProperty("min"), MeanRank.Of(table, 0, RankGrouping.Metrics, RankTies.Minimum));
            Same(one.GetProperty("rank").GetProperty("dense"), MeanRank.Of(table, 0, RankGrouping.TaskDrop, RankTies.Dense));
        }
    }

    private static ResultTable Table(JsonElement input, double[][] groups)
    {
        bool[] higher = [.. input.GetProperty("higherIsBetter").EnumerateArray().Select(value => value.GetBoolean())];
        ResultMetric[] metrics = [.. higher.Select((isHigher, column) => new ResultMetric($"task-{Array.FindIndex(groups, group => group.Contains(column))}", $"m{column}", isHigher))];
        ResultRun[] rows = [.. ReferenceFiles.Rows(input.GetProperty("rows")).Select((row, at) => new ResultRun($"method-{at}", 0, row))];
        return new ResultTable(metrics, [new("STL", 0, ReferenceFiles.Numbers(input.GetProperty("baseline"))), .. rows], "stl");
    }

    private static void Same(JsonElement expected, IEnumerable<double> actual) => Near.AssertEqual(ReferenceFiles.Numbers(expected), [.. actual], 1e-10);

    private static void AssertWithin(double[] interval, double value) => Assert.InRange(value, interval[0] - 0.005, interval[1] + 0.005);
}

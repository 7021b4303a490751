using AutoScale.Evaluation;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Evaluation;

public sealed class MethodScoreTests
{
    private static readonly ResultMetric[] _metrics = [new("seg", "mIoU", true), new("depth", "RMSE", false), new("depth", "d1", true)];

    [Fact]
    public void Of_ResultsByHand_AreTheFormulas()
    {
        // a: seg 10 % worse; depth 20 % better and 10 % worse, 5 % better on the mean. b: seg 10 % better; depth 10 % worse and the same, 5 % worse.
        ResultTable table = new(_metrics, [new("STL", 0, [50, 1, 0.5]), new("a", 0, [45, 0.8, 0.45]), new("b", 0, [55, 1.1, 0.5])], "stl");

        IReadOnlyList<MethodScore> scores = MethodScore.Of(table);

        Assert.Equal(["a", "b"], scores.Select(score => score.Method));
        Near.AssertEqual([10, -5], [.. scores[0].TaskDrops.Select(drop => drop.Mean)]);
        Near.AssertEqual([-10, 5], [.. scores[1].TaskDrops.Select(drop => drop.Mean)]);
        Near.AssertEqual([2.5, 10, 1.5], [scores[0].DeltaM.Mean, scores[0].DeltaMPos.Mean, scores[0].MeanRank.Mean]);
        Near.AssertEqual([-2.5, 5, 1.5], [scores[1].DeltaM.Mean, scores[1].DeltaMPos.Mean, scores[1].MeanRank.Mean]);
        Assert.Equal((double.NaN, double.NaN), (scores[0].DeltaM.StandardDeviation, scores[0].DeltaM.Interval.Low));

        // Metric by metric a is second in seg, first in RMSE and second in d1: (2 + (1 + 2)/2)/2.
        Near.AssertEqual([1.75, 1.25], MeanRank.Of(table, 0, RankGrouping.Metrics));
    }

    [Fact]
    public void Of_SeveralSeeds_ScoresEachAgainstItsOwnBaseline()
    {
        ResultMetric[] metrics = [new("a", "error", false)];
        ResultTable table = new(
            metrics, [new("stl", 1, [1]), new("stl", 2, [2]), new("x", 2, [2.2]), new("x", 1, [1.3]), new("y", 1, [1.2]), new("y", 2, [2.4])], "stl");

        MethodScore score = MethodScore.Of(table)[0];

        Assert.Equal([1, 2], table.Seeds);
        Near.AssertEqual([20, Math.Sqrt(200), 1.5], [score.DeltaM.Mean, score.DeltaM.StandardDeviation, score.MeanRank.Mean]); // Drops of 30 and 10 %.
        Near.AssertEqual([10, 30], [score.DeltaM.Interval.Low, score.DeltaM.Interval.High]);
        Near.AssertEqual([1.75], [score.Metrics[0].Mean]);
        Near.AssertEqual([100 * (1.75 - 1.5) / 1.5], [MethodScore.Of(table.Averaged())[0].DeltaM.Mean]);
    }

    [Fact]
    public void MeanRank_RandomTable_SumsToTheSumOfPlaces()
    {
        Random random = new(2);
        ResultRun[] runs = [.. Enumerable.Range(0, 7).Select(method => new ResultRun(method == 0 ? "stl" : $"m{method}", 0, [.. _metrics.Select(_ => 1.0 + random.Next(4))]))];
        ResultTable table = new(_metrics, runs, "stl");

        // With the mean of tied places, the ranks of six methods add up to 1 + … + 6 in every task.
        Assert.Equal(21, MeanRank.Of(table, 0).Sum(), 1e-12);
        Assert.Equal(21, MeanRank.Of(table, 0, RankGrouping.Metrics).Sum(), 1e-12);
    }

    [Fact]
    public void Rank_EqualValues_FollowTheRule()
    {
        double[] values = [5, 1, 5, 9];

        Assert.Equal([2.5, 1, 2.5, 4], MeanRank.Rank(values, RankTies.Average));
        Assert.Equal([2, 1, 2, 4], MeanRank.Rank(values, RankTies.Minimum));
        Assert.Equal([3, 1, 3, 4], MeanRank.Rank(values, RankTies.Maximum));
        Assert.Equal([2, 1, 2, 3], MeanRank.Rank(values, RankTies.Dense));
    }

    [Fact]
    public void Percent_NegativeBaseline_StaysPositiveForWorse()
    {
        Assert.Equal(50, PerformanceDrop.Percent(-1.5, -1, higherIsBetter: true)); // An R² of −1.5 is worse than −1.
        Assert.Equal(-50, PerformanceDrop.Percent(-1.5, -1, higherIsBetter: false));
    }

    [Theory]
    [InlineData("There is one method, 'a', beside the baseline 'stl': a comparison needs at least two.", "stl 0 1 1", "a 0 1 1")]
    [InlineData("There is no method beside the baseline 'stl': a comparison needs at least two.", "stl 0 1 1")]
    [InlineData("There is no baseline 'stl' (did you mean 'sdl'?): the methods are sdl, a.", "sdl 0 1 1", "a 0 1 1")]
    [InlineData("The baseline 'stl' is 0 for t/y, seed 0: nothing can be relative to it.", "stl 0 1 0", "a 0 1 1", "b 0 1 1")]
    [InlineData("'a' has two runs of seed 0: give each a seed of its own, in a table in the column 'seed'.", "stl 0 1 1", "a 0 1 1", "a 0 2 2")]
    [InlineData("'b' has no run of seed 2: every method needs the same seeds.", "stl 0 1 1", "a 1 1 1", "a 2 1 1", "b 1 1 1")]
    [InlineData("The baseline 'stl' has no run of seed 3: it needs one of every seed, or one for all.", "stl 1 1 1", "stl 2 1 1", "a 3 1 1", "b 3 1 1")]
    [InlineData("'a', seed 0, has no value for t/y.", "stl 0 1 1", "a 0 1 NaN", "b 0 1 1")]
    [InlineData("'a', seed 0, has an infinite value for t/x.", "stl 0 1 1", "a 0 Infinity 1", "b 0 1 1")]
    [InlineData("'a', seed 0, has 1 values for 2 metrics.", "stl 0 1 1", "a 0 1", "b 0 1 1")]
    public void ResultTable_BadResults_AreRefusedInOneSentence(string expected, params string[] rows)
    {
        ResultRun[] runs = [.. rows.Select(row => row.Split(' ')).Select(cells => new ResultRun(
            cells[0], int.Parse(cells[1]), [.. cells.Skip(2).Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))]))];

        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => new ResultTable([new("t", "x", true), new("t", "y", true)], runs, "stl")).Message);
    }

    [Fact]
    public void ResultTable_MetricTwiceOrNone_IsRefused()
    {
        Assert.Equal("The metric t/x is there twice.", Assert.Throws<ArgumentException>(() => new ResultTable([new("t", "x", true), new("t", "x", false)], [], "stl")).Message);
        Assert.Equal("The results have no metric.", Assert.Throws<ArgumentException>(() => new ResultTable([], [], "stl")).Message);
    }
}

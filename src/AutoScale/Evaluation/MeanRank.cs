namespace AutoScale.Evaluation;

/// <summary>MR: the mean over the tasks of a method's place among the methods. 1 is best.</summary>
/// <remarks>
/// The baseline takes no part. A rank only says who is ahead, not by how much, and depends on who else is in the table: compare ranks within one table only.
/// <para>Source: AutoScale, section 5; the variants are in <see cref="RankGrouping"/>.</para>
/// </remarks>
public static class MeanRank
{
    /// <summary>The mean ranks of all methods with one seed.</summary>
    /// <param name="table">The table.</param>
    /// <param name="seed">One of its seeds.</param>
    /// <param name="grouping">What is ranked in a task with several metrics.</param>
    /// <param name="ties">Which rank equal values get.</param>
    /// <returns>From 1 to the number of methods, in the order of <see cref="ResultTable.Methods"/>.</returns>
    public static double[] Of(ResultTable table, int seed, RankGrouping grouping = RankGrouping.TaskDrop, RankTies ties = RankTies.Average)
    {
        ArgumentNullException.ThrowIfNull(table);
        ResultRun[] runs = [.. table.Methods.Select(method => table.Run(method, seed))];
        double[] total = new double[runs.Length];
        foreach ((double[] places, double share) in Places(table, runs, grouping, ties))
        {
            for (int method = 0; method < total.Length; method++)
            {
                total[method] += share * places[method];
            }
        }

        return [.. total.Select(sum => sum / table.Tasks.Count)];
    }

    /// <summary>Ranks numbers, the smallest first.</summary>
    /// <param name="values">The numbers, none of them NaN.</param>
    /// <param name="ties">Which rank equal ones get.</param>
    /// <returns>The rank of every number, from 1.</returns>
    public static double[] Rank(IReadOnlyList<double> values, RankTies ties)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values];
        int[] places = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, places);
        double[] ranks = new double[sorted.Length];
        int distinct = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
            {
                end++;
            }

            distinct++;
            double rank = ties switch { RankTies.Average => 0.5 * (start + 1 + end), RankTies.Minimum => start + 1, RankTies.Maximum => end, _ => distinct };
            for (int at = start; at < end; at++)
            {
                ranks[places[at]] = rank;
            }
        }

        return ranks;
    }

    /// <summary>The places of all methods in each column, and the column's share of its task.</summary>
    private static IEnumerable<(double[] Places, double Share)> Places(ResultTable table, ResultRun[] runs, RankGrouping grouping, RankTies ties)
    {
        double[][] drops = [.. runs.Select(run => grouping == RankGrouping.TaskDrop ? PerformanceDrop.OfTasks(table, run) : PerformanceDrop.OfMetrics(table, run))];
        for (int column = 0; column < drops[0].Length; column++)
        {
            double share = grouping == RankGrouping.TaskDrop ? 1 : 1.0 / table.Metrics.Count(metric => metric.Task == table.Metrics[column].Task);
            yield return (Rank([.. drops.Select(row => row[column])], ties), share);
        }
    }
}

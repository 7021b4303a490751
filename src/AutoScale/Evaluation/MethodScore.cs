namespace AutoScale.Evaluation;

/// <summary>How good a method is over all tasks, compared with single-task training and with the other methods.</summary>
/// <remarks>
/// Each number is computed within a seed, against that seed's baseline and that seed's other methods, and then summarised over the seeds. For
/// the numbers of the mean result, as papers print them, score <see cref="ResultTable.Averaged"/>: ranks and Δm-pos can differ.
/// </remarks>
public sealed record MethodScore
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The metrics as measured, each in its unit, in the order of <see cref="ResultTable.Metrics"/>.</summary>
    public required IReadOnlyList<SeedStatistic> Metrics { get; init; }

    /// <summary>The drop of every task, percent, in the order of <see cref="ResultTable.Tasks"/>.</summary>
    public required IReadOnlyList<SeedStatistic> TaskDrops { get; init; }

    /// <summary>Δm, percent; lower is better, below 0 is better than single-task training.</summary>
    public required SeedStatistic DeltaM { get; init; }

    /// <summary>Δm-pos, percent, at least 0; lower is better.</summary>
    public required SeedStatistic DeltaMPos { get; init; }

    /// <summary>The mean rank, from 1; lower is better.</summary>
    public required SeedStatistic MeanRank { get; init; }

    /// <summary>Scores every method of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The scores, in the order of <see cref="ResultTable.Methods"/>.</returns>
    public static IReadOnlyList<MethodScore> Of(ResultTable table, ScoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new ScoreOptions();
        double[][] ranks = [.. table.Seeds.Select(seed => Evaluation.MeanRank.Of(table, seed, options.Grouping, options.Ties))];
        return [.. table.Methods.Select((method, at) => Of(table, method, [.. ranks.Select(row => row[at])], options.Bootstrap))];
    }

    private static MethodScore Of(ResultTable table, string method, double[] ranks, BootstrapOptions bootstrap)
    {
        ResultRun[] runs = [.. table.Seeds.Select(seed => table.Run(method, seed))];
        double[][] drops = [.. runs.Select(run => PerformanceDrop.OfTasks(table, run))];
        SeedStatistic Over(Func<int, double> ofRun) => SeedStatistic.Of([.. Enumerable.Range(0, runs.Length).Select(ofRun)], bootstrap);
        return new MethodScore
        {
            Method = method,
            Metrics = [.. table.Metrics.Select((_, column) => Over(run => runs[run].Values[column]))],
            TaskDrops = [.. table.Tasks.Select((_, task) => Over(run => drops[run][task]))],
            DeltaM = Over(run => PerformanceDrop.DeltaM(drops[run])),
            DeltaMPos = Over(run => PerformanceDrop.DeltaMPos(drops[run])),
            MeanRank = Over(run => ranks[run]),
        };
    }
}

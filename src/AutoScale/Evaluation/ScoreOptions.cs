namespace AutoScale.Evaluation;

/// <summary>How methods are scored.</summary>
public sealed record ScoreOptions
{
    /// <summary>What is ranked in a task with several metrics. Default the task's drop.</summary>
    public RankGrouping Grouping { get; init; } = RankGrouping.TaskDrop;

    /// <summary>Which rank equal values get. Default the mean of their places.</summary>
    public RankTies Ties { get; init; } = RankTies.Average;

    /// <summary>How confidence intervals are drawn.</summary>
    public BootstrapOptions Bootstrap { get; init; } = new();
}

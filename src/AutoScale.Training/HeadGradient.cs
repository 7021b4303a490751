namespace AutoScale.Training;

/// <summary>Which gradient the task-specific parameters of a head get. Peers leave this hidden; here it is part of every run's configuration.</summary>
public enum HeadGradient
{
    /// <summary>wₖ·∇lₖ: the whole network descends the one loss Σ wₖ·lₖ. The default.</summary>
    Weighted,

    /// <summary>∇lₖ: each head descends its own loss whatever its weight; only the trunk feels the weights.</summary>
    Unweighted,
}

namespace AutoScale.Evaluation;

/// <summary>Which rank equal values get.</summary>
public enum RankTies
{
    /// <summary>The mean of the places they take: 1, 2.5, 2.5, 4.</summary>
    Average,

    /// <summary>The best of the places they take: 1, 2, 2, 4.</summary>
    Minimum,

    /// <summary>The worst of the places they take: 1, 3, 3, 4.</summary>
    Maximum,

    /// <summary>One place for all of them, and the next one for the next: 1, 2, 2, 3.</summary>
    Dense,
}

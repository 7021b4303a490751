namespace AutoScale.Weighting;

/// <summary>Where <see cref="RandomLossWeighting"/> draws its weights from.</summary>
public enum LossDistribution
{
    /// <summary>The softmax of independent standard normal numbers.</summary>
    Normal,

    /// <summary>Dirichlet(1, …, 1): uniform over all weights of sum 1.</summary>
    Dirichlet,
}

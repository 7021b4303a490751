namespace AutoScale.Weighting;

/// <summary>What <see cref="GradNorm"/> learns, and how it becomes weights of sum K.</summary>
public enum GradNormForm
{
    /// <summary>The weights themselves, divided by their sum after every step as in the paper, and projected onto weights of at least the floor where one would fall below.</summary>
    Projected,

    /// <summary>Logits: the weights are K times their softmax, as in LibMTL.</summary>
    Softmax,

    /// <summary>Free numbers that are the weights: only inside the norms they are divided to the sum K, and nothing keeps them positive, as in SamsungLabs-MTL.</summary>
    Free,
}

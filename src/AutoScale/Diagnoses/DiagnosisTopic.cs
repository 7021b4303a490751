namespace AutoScale.Diagnoses;

/// <summary>What a sentence of a diagnosis is about.</summary>
public enum DiagnosisTopic
{
    /// <summary>Which task's gradient is the longest, and by how much.</summary>
    Dominance,

    /// <summary>How the losses compare.</summary>
    Losses,

    /// <summary>Whether gradients point against each other.</summary>
    Conflict,

    /// <summary>Where in the network they do.</summary>
    Layers,

    /// <summary>Whether equal weights are good enough.</summary>
    EqualWeights,

    /// <summary>Which weights would balance the gradients, and what they would change.</summary>
    Weights,
}

namespace AutoScale.Weighting;

/// <summary>What a weighting does with evidence it cannot weigh as its paper says: a zero gradient, a singular system, a negative weight.</summary>
public enum DegeneratePolicy
{
    /// <summary>Throw <see cref="DegenerateGradientException"/>: the run stops with a message naming task and iteration.</summary>
    Throw,

    /// <summary>Leave the offending task out of this step (weight 0) and weigh the others as if it did not exist.</summary>
    SkipTask,

    /// <summary>Bring the offending weight back into the allowed range and rescale the others.</summary>
    Clamp,

    /// <summary>Use the weights of the last good step again; equal weights before the first.</summary>
    LastGood,
}

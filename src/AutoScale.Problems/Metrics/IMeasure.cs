using AutoScale.Torch;

namespace AutoScale.Problems.Metrics;

/// <summary>What several metrics of one task are computed from, gathered once.</summary>
internal interface IMeasure
{
    /// <summary>Adds one batch.</summary>
    /// <param name="prediction">What the task's head put out, batch first.</param>
    /// <param name="target">The task's part of the batch.</param>
    void Add(Tensor prediction, Tensor target);

    /// <summary>Forgets everything added.</summary>
    void Reset();
}

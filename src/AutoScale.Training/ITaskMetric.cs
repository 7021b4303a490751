using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>A quality measure of one task, gathered batch by batch over a split.</summary>
public interface ITaskMetric
{
    /// <summary>Short name, unique in the task, such as "mIoU".</summary>
    string Name { get; }

    /// <summary>Unit of <see cref="Value"/>, such as "%", "m" or "degrees"; empty when dimensionless.</summary>
    string Unit { get; }

    /// <summary>Whether a larger value is better.</summary>
    bool HigherIsBetter { get; }

    /// <summary>The measure over everything added since the last reset; NaN when nothing was added.</summary>
    double Value { get; }

    /// <summary>Adds one batch.</summary>
    /// <param name="prediction">What the task's head put out, batch first.</param>
    /// <param name="target">The task's part of the batch.</param>
    void Add(Tensor prediction, Tensor target);

    /// <summary>Forgets everything added.</summary>
    void Reset();
}

using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>One part of a data set: training, validation or test.</summary>
public interface IDataSplit
{
    /// <summary>Number of samples, at least 1.</summary>
    int Count { get; }

    /// <summary>Makes a batch.</summary>
    /// <param name="indices">Which samples, each 0 to <see cref="Count"/> − 1.</param>
    /// <param name="device">Where the batch's tensors go.</param>
    /// <returns>The batch; the same indices give the same numbers.</returns>
    Batch Load(ReadOnlySpan<int> indices, Device device);
}

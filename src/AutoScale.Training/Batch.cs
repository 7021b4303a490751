using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>Some samples of a split, ready for the model.</summary>
/// <param name="Input">The model's input, batch first.</param>
/// <param name="Targets">What each task should predict, in the order of the problem's tasks, batch first.</param>
public sealed record Batch(Tensor Input, IReadOnlyList<Tensor> Targets);

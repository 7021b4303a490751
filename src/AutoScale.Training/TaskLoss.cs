using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>The loss of one task over one batch.</summary>
/// <param name="prediction">What the task's head put out, batch first.</param>
/// <param name="target">The task's part of the batch.</param>
/// <returns>A scalar tensor, differentiable in <paramref name="prediction"/>, in the task's own unit.</returns>
public delegate Tensor TaskLoss(Tensor prediction, Tensor target);

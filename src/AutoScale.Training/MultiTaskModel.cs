using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>A network with one shared trunk and one head per task.</summary>
/// <remarks>
/// Every parameter is either shared or belongs to exactly one task; one that several modules hold (tied weights) may be listed more than once. The trunk's output, the shared representation, may be
/// several tensors (the stages of a feature pyramid); heads read it and nothing else, so that the gradient of a task can be
/// taken at the representation and run back through the trunk apart.
/// </remarks>
public abstract class MultiTaskModel : Module
{
    /// <summary>Parameters of the trunk, in a fixed order.</summary>
    public abstract IReadOnlyList<Tensor> SharedParameters { get; }

    /// <summary>Parameters of the trunk's last layer: the scope of methods that look at one layer only.</summary>
    public abstract IReadOnlyList<Tensor> LastSharedParameters { get; }

    /// <summary>Parameters of one task's head, in a fixed order.</summary>
    /// <param name="task">The task, 0 to K − 1.</param>
    /// <returns>The head's parameters; may be empty.</returns>
    public abstract IReadOnlyList<Tensor> TaskParameters(int task);

    /// <summary>Runs the trunk.</summary>
    /// <param name="input">The batch's input.</param>
    /// <returns>The shared representation: one or more tensors, batch first.</returns>
    public abstract IReadOnlyList<Tensor> Encode(Tensor input);

    /// <summary>Runs one head.</summary>
    /// <param name="task">The task, 0 to K − 1.</param>
    /// <param name="representation">What <see cref="Encode"/> returned.</param>
    /// <returns>The task's prediction, batch first.</returns>
    public abstract Tensor Decode(int task, IReadOnlyList<Tensor> representation);
}

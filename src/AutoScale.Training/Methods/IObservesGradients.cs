namespace AutoScale.Training.Methods;

/// <summary>A weighting that looks at the task gradients themselves, part by part, and leaves them as they are.</summary>
/// <remarks>The engine calls it on every step on which the method asks for gradients, once the Gramian is known to be finite and before the gradients are changed or weighed.</remarks>
public interface IObservesGradients
{
    /// <summary>Looks at the gradients of one step.</summary>
    /// <param name="gradients">The gradients; neither written to nor kept. In the scope <see cref="GradientScope.SharedParameters"/> a part is a shared parameter, in the model's order.</param>
    void Observe(TaskGradients gradients);
}

using AutoScale.Torch;

namespace AutoScale.Training.Methods;

/// <summary>A weighting that adds a term to the total loss which depends on the task gradients themselves.</summary>
/// <remarks>The engine differentiates the term with respect to every parameter: a second-order pass on each step on which the method asks for gradients.</remarks>
public interface IRegularizesGradients
{
    /// <summary>The term of one step.</summary>
    /// <param name="gradients">The task gradients on the shared parameters, recorded for differentiation.</param>
    /// <returns>A scalar, recorded; null when there is nothing to add.</returns>
    Tensor? Penalty(TaskGradients gradients);
}

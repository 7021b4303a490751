using AutoScale.Gradients;

namespace AutoScale.Training.Methods;

/// <summary>A weighting that changes the task gradients, coordinate by coordinate, before it weighs them.</summary>
/// <remarks>
/// The engine calls it on every step on which the method asks for gradients, hands the Gramian of the changed gradients to the weighting and combines the changed
/// ones. The trace keeps the Gramian of the unchanged ones. Works in the scopes <see cref="GradientScope.SharedParameters"/> and <see cref="GradientScope.Representation"/>.
/// </remarks>
public interface ITransformsGradients
{
    /// <summary>The one scope in which the method means something; null, the default, when both will do.</summary>
    GradientScope? OnlyScope => null;

    /// <summary>Changes the gradients of one step.</summary>
    /// <param name="evidence">Losses, norms and Gramian of the gradients as they are.</param>
    /// <param name="gradients">The gradients; parts are replaced, never written into. Made inside a scope of the step.</param>
    void Transform(in StepEvidence evidence, TaskGradients gradients);
}

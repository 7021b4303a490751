using AutoScale.Gradients;

namespace AutoScale.Training.Methods;

/// <summary>A weighting that adds a term R to the total loss which depends on the task gradients, through their Gramian alone.</summary>
/// <remarks>
/// The method gives the term's slope at the gradients, ∂R/∂gᵢ = Σⱼ Sᵢⱼ·gⱼ; the engine runs it back through the gradients to every parameter, heads included: a
/// second-order pass on each step on which the method asks for gradients. So the method itself stays arithmetic on K × K numbers. Works in every
/// <see cref="GradientScope"/>.
/// </remarks>
public interface IRegularizesGradients
{
    /// <summary>The slope of the term of one step.</summary>
    /// <param name="evidence">Losses, norms and Gramian of the task gradients.</param>
    /// <param name="slope">Receives S row by row, shape [K × K], all 0 before; a row of zeros leaves its task's gradient alone.</param>
    void Regularize(in StepEvidence evidence, Span<double> slope);
}

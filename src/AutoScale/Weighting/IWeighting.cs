using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>A function from the small evidence of one training step to K loss weights.</summary>
/// <remarks>
/// The engine asks <see cref="Needs"/> before every step, computes no more than that, calls <see cref="Weigh"/> once and
/// updates the network along Σ wᵢ·gᵢ. State, if any, is told to the engine by also implementing <see cref="IStateful"/>.
/// </remarks>
public interface IWeighting
{
    /// <summary>What the next call of <see cref="Weigh"/> reads. May change from step to step.</summary>
    Evidence Needs { get; }

    /// <summary>Computes the loss weights of one step.</summary>
    /// <param name="evidence">The step's losses and, if asked for, gradient geometry.</param>
    /// <param name="weights">Receives w, dimensionless, shape [K], in the method's own scale. Never NaN or infinite.</param>
    /// <returns>How well the weights are solved and which guards acted.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements.</exception>
    /// <exception cref="InvalidOperationException">The evidence lacks what <see cref="Needs"/> asked for.</exception>
    /// <exception cref="DegenerateGradientException">The gradients are degenerate and the method's policy is to throw.</exception>
    Certificate Weigh(in StepEvidence evidence, Span<double> weights);
}

using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Training;

/// <summary>One update as an observer sees it.</summary>
/// <param name="Iteration">1 to T.</param>
/// <param name="Phase">Phase of the method, such as "exploration"; "training" for methods with one phase.</param>
/// <param name="Losses">Unweighted task losses before the update, shape [K].</param>
/// <param name="Weights">Loss weights of the update in the run's scale, shape [K].</param>
/// <param name="Certificate">How well the weights are solved.</param>
/// <param name="LearningRate">The learning rate of the update.</param>
/// <param name="Elapsed">Training time so far, validation and checkpoints left out.</param>
public readonly record struct StepReport(
    int Iteration, string Phase, double[] Losses, double[] Weights, Certificate Certificate, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>Inner products of the unweighted task gradients; null where the weighting did not ask for them.</summary>
    public Gramian? Gramian { get; init; }
}

using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Training.Steps;

/// <summary>What one update was made of, as the trace records it.</summary>
internal sealed class StepOutcome(int taskCount)
{
    /// <summary>Unweighted losses before the update, shape [K].</summary>
    public double[] Losses { get; } = new double[taskCount];

    /// <summary>Weights of the update in the run's scale, shape [K].</summary>
    public double[] Weights { get; } = new double[taskCount];

    /// <summary>Inner products of the unweighted task gradients, if the weighting asked for them.</summary>
    public Gramian? Gramian { get; set; }

    /// <summary>Norms of the unweighted task gradients, if the weighting asked for them.</summary>
    public double[]? GradientNorms { get; set; }

    /// <summary>How well the weights are solved.</summary>
    public Certificate Certificate { get; set; }

    /// <summary>Why the update was left out; null when it was made.</summary>
    public string? Skipped { get; set; }
}

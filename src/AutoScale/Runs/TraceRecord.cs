using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>What happened in one training step: a line of a trace.</summary>
public sealed class TraceRecord
{
    /// <summary>Which training step, from 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>The phase of the method, one of <see cref="TracePhase"/>. Default <see cref="TracePhase.Training"/>.</summary>
    public string Phase { get; init; } = TracePhase.Training;

    /// <summary>The unweighted task losses before the update, shape [K], finite, in each loss's own unit.</summary>
    public required double[] Losses { get; init; }

    /// <summary>Norms of the unweighted task gradients, shape [K]; null when they were not measured. With a Gramian, the roots of its diagonal.</summary>
    public double[]? GradientNorms { get; init; }

    /// <summary>Inner products of the unweighted task gradients; null when they were not measured.</summary>
    public Gramian? Gramian { get; init; }

    /// <summary>The loss weights of the update in the run's scale, shape [K]; empty when the trace does not say.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>How well the weights are solved. Default <see cref="Certificate.Exact"/>.</summary>
    public Certificate Certificate { get; init; }
}

using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>The weights that a cost function finds best for one window, and how well they are known to be so.</summary>
public sealed record WindowSolution
{
    /// <summary>The iterations of the window.</summary>
    public required WindowSpan Span { get; init; }

    /// <summary>The minimiser, dimensionless, shape [K], at least 0, summing to K.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The cost at the weights, over the iterations that were used: at least 0; infinite where every weight costs infinitely much.</summary>
    public required double Cost { get; init; }

    /// <summary>How the minimum was found, how exactly, and what had to be guarded.</summary>
    public required MinimumCertificate Certificate { get; init; }

    /// <summary>Iterations of the window that the cost could use; the others are infinite for every weight and were dropped.</summary>
    public required int UsedIterations { get; init; }

    /// <summary>Tasks without any magnitude in the whole window (every norm or loss zero), from 0; nearly always empty.</summary>
    public IReadOnlyList<int> DeadTasks { get; init; } = [];

    /// <summary>Which guards acted.</summary>
    public Guards Guards => Certificate.Guards;
}

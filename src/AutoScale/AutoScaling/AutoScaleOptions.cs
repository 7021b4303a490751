using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;

namespace AutoScale.AutoScaling;

/// <summary>Every choice of AutoScale, with the paper's defaults.</summary>
/// <remarks>Source: AutoScale, sections 4 and 5. <see cref="Floor"/> and <see cref="ProbeEvery"/> are ours.</remarks>
public sealed record AutoScaleOptions
{
    /// <summary>K, the number of tasks. At least 2.</summary>
    public required int TaskCount { get; init; }

    /// <summary>T, the iterations of the whole run, both phases. At least 2.</summary>
    public required int TotalIterations { get; init; }

    /// <summary>α, the fraction of the run that explores, between 0 and 1, both excluded. Default 0.2.</summary>
    public double Alpha { get; init; } = 0.2;

    /// <summary>τ, the iterations of one window. At least 1. Default 50.</summary>
    public int Tau { get; init; } = 50;

    /// <summary>γ, the fraction of the run whose weights the linear and exponential predictors extrapolate to, from 0 to 1. Default 0.5.</summary>
    public double Gamma { get; init; } = 0.5;

    /// <summary>The least weight of a task in the second phase, on the scale Σ wᵢ = K, from 0 to below 1. Default 0.001.</summary>
    public double Floor { get; init; } = 1e-3;

    /// <summary>
    /// Measure gradients for the cost every so many iterations of exploration only, from 1 to τ. Default 1, every iteration. A larger
    /// value makes exploration cheaper where the explorer itself does not need gradients at every step.
    /// </summary>
    public int ProbeEvery { get; init; } = 1;

    /// <summary>What makes weights good on a window. Default equal gradient magnitude.</summary>
    public ICostFunction Cost { get; init; } = new EqualGradientMagnitude();

    /// <summary>From the windows' weights to the rest of the run. Default the line at γ·T.</summary>
    public IWeightPredictor Predictor { get; init; } = new LinearPredictor();

    /// <summary>Names of the K tasks for warnings; null names them by number.</summary>
    public IReadOnlyList<string>? TaskNames { get; init; }

    /// <summary>γ·T, where the extrapolating predictors look, in iterations done.</summary>
    public double Target => Gamma * TotalIterations;

    /// <summary>Throws unless every option is in its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it, its value and the range.</exception>
    public void Validate()
    {
        Require(TaskCount >= 2, "the number of tasks K", TaskCount, "at least 2");
        Require(TotalIterations >= 2, "the total number of iterations T", TotalIterations, "at least 2");
        Require(Alpha > 0 && Alpha < 1, "the exploration ratio alpha", Alpha, "above 0 and below 1");
        Require(Tau >= 1, "the window size tau", Tau, "at least 1");
        Require(Gamma >= 0 && Gamma <= 1, "the training progress ratio gamma", Gamma, "from 0 to 1");
        Require(Floor >= 0 && Floor < 1, "the weight floor", Floor, "from 0 to below 1");
        Require(ProbeEvery >= 1 && ProbeEvery <= Tau, "the probe interval", ProbeEvery, $"from 1 to the window size tau = {Tau}");
        Require(TaskNames is null || TaskNames.Count == TaskCount, "the number of task names", TaskNames?.Count ?? 0, $"K = {TaskCount}, one per task");
        ArgumentNullException.ThrowIfNull(Cost);
        ArgumentNullException.ThrowIfNull(Predictor);
    }

    /// <summary>How a task is called in messages.</summary>
    /// <param name="task">The task, from 0.</param>
    /// <returns>Its name in quotes, or its number where tasks have no names.</returns>
    public string Describe(int task) => TaskNames is null ? FormattableString.Invariant($"{task}") : $"'{TaskNames[task]}'";

    private static void Require(bool holds, string option, double value, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(null, FormattableString.Invariant($"AutoScale: {option} must be {range}: got {value}."));
        }
    }
}

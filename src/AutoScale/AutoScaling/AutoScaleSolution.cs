using AutoScale.AutoScaling.Predictors;

namespace AutoScale.AutoScaling;

/// <summary>What exploration came to: each window's weights, the weights for the rest of the run, and everything that had to be guarded.</summary>
public sealed class AutoScaleSolution
{
    private readonly AutoScaleOptions _options;
    private readonly ObservedWeights _observed;

    internal AutoScaleSolution(AutoScaleOptions options, WindowPlan plan, IReadOnlyList<WindowSolution> windows)
    {
        _options = options;
        Plan = plan;
        Windows = windows;
        _observed = ObservedWeights.Of(windows, options.Target);
        Final = PredictAt(options.TotalIterations);
        Warnings = AutoScaleWarnings.Of(options, plan, windows, _observed, Final);
    }

    /// <summary>The exploration phase and its windows.</summary>
    public WindowPlan Plan { get; }

    /// <summary>The windows' solutions in order, at least one. Windows without any evidence are left out.</summary>
    public IReadOnlyList<WindowSolution> Windows { get; }

    /// <summary>The weights at the end of the run: those of the whole second phase, unless the predictor moves on for a while.</summary>
    public Prediction Final { get; }

    /// <summary>What a person should know before trusting the weights, one sentence each; empty on an ordinary run.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The weights of one iteration of the second phase.</summary>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <returns>The prediction.</returns>
    public Prediction PredictAt(int iteration) => Prediction.At(_options.Predictor, _observed, iteration, _options.Floor);

    /// <summary>Whether the weights stay the same from an iteration on.</summary>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <returns>True if they do.</returns>
    public bool IsSettled(int iteration) => _options.Predictor.IsSettled(iteration, _observed);
}

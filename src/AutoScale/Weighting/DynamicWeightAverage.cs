using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>Dynamic weight average (DWA): a loss that falls slowly gains weight.</summary>
/// <remarks>
/// <para>λᵢ = K·softmax(rᵢ/T) with rᵢ = l̄ᵢ(last window)/l̄ᵢ(window before). Σ λᵢ = K. Windows of <c>Window</c> iterations follow each other like the paper's
/// epochs: λ changes when one ends and is 1 during the first two. Sliding windows end at the current step, its losses included; λ is 1 for the
/// first <c>Window</c> + 1 steps, and from then on until both windows are full a loss of 1 stands for each step before the first.</para>
/// <para>Guards. A mean loss of 0 or less is taken for 2.2e-308 (<see cref="Guards.LossBelowBound"/>). Not thread-safe.</para>
/// <para>Source: Liu, Johns and Davison, "End-to-End Multi-Task Learning with Attention", CVPR 2019, arXiv:1803.10704, Equation 7.</para>
/// </remarks>
public sealed class DynamicWeightAverage : IWeighting, IStateful
{
    private static readonly DynamicWeightAverageOptions _defaults = new();
    private readonly DynamicWeightAverageOptions _options;
    private readonly double[] _weights;
    private readonly double[] _losses; // The last 2·Window steps, a ring of rows of K.
    private long _steps;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public DynamicWeightAverage(int taskCount, DynamicWeightAverageOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        _options = options ?? _defaults;
        if (!IsTemperature(_options.Temperature))
        {
            throw new ArgumentException($"Temperature is {_options.Temperature}: expected a number from 0.001 to 1e6.");
        }

        if (!IsWindow(_options.Window))
        {
            throw new ArgumentException($"Window is {_options.Window}: expected a whole number from 1 to 100000.");
        }

        _weights = new double[taskCount];
        _losses = new double[2 * _options.Window * taskCount];
        _weights.AsSpan().Fill(1);
        _losses.AsSpan().Fill(1);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "dwa",
        Title = "DWA",
        Summary = "A loss that falls slowly gains weight.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K), or O(K·window) with sliding windows",
        Source = "Liu, Johns and Davison, CVPR 2019, arXiv:1803.10704, Equation 7",
        HeadGradientNote = "Weighted: the update is the gradient of one scalar, heads included.",
        Options =
        [
            new("temperature", MethodOptions.Format(_defaults.Temperature), "The larger, the more equal the weights.", "a number from 0.001 to 1e6"),
            new("window", MethodOptions.Format(_defaults.Window), "Iterations averaged into one loss; the steps of an epoch are the paper's.", "a whole number from 1 to 100000"),
            new("sliding", "false", "Whether the windows slide with every step instead of following each other.", "false or true"),
        ],
        Factory = context => new DynamicWeightAverage(context.TaskCount, new DynamicWeightAverageOptions
        {
            Temperature = context.Options.Number("temperature", IsTemperature),
            Window = context.Options.WholeNumber("window", IsWindow),
            Sliding = context.Options.OneOf("sliding", ["false", "true"]) == "true",
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_weights, "The windows' list");
        Guards guards = Guards.None;
        if (_options.Sliding)
        {
            Record(evidence.Losses);
            guards = _steps > _options.Window + 1 ? Compare() : Guards.None;
        }
        else
        {
            guards = _steps >= 2 * _options.Window && _steps % _options.Window == 0 ? Compare() : Guards.None;
            Record(evidence.Losses);
        }

        _weights.CopyTo(weights);
        return Certificate.Guarded(guards);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("weights", _weights).With("losses", _losses).With("steps", [_steps]);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] weights = state.Read("weights", _weights.Length);
        double[] losses = state.Read("losses", _losses.Length);
        _steps = (long)state.Read("steps", 1)[0];
        weights.CopyTo(_weights, 0);
        losses.CopyTo(_losses, 0);
    }

    private static bool IsTemperature(double value) => value is >= 1e-3 and <= 1e6;

    private static bool IsWindow(int value) => value is >= 1 and <= 100_000;

    private void Record(ReadOnlySpan<double> losses) => losses.CopyTo(_losses.AsSpan(Row(++_steps - 1), losses.Length));

    /// <summary>Where the losses of a step lie; steps count from 0, and from −2·Window before it.</summary>
    private int Row(long step) => (int)((step + (2 * _options.Window)) % (2 * _options.Window)) * _weights.Length;

    private Guards Compare()
    {
        Guards guards = Guards.None;
        for (int task = 0; task < _weights.Length; task++)
        {
            double newer = PositiveLoss.AtLeast(PositiveLoss.Smallest, Mean(_steps - _options.Window, task), ref guards);
            double older = PositiveLoss.AtLeast(PositiveLoss.Smallest, Mean(_steps - (2 * _options.Window), task), ref guards);
            _weights[task] = Math.Min(newer / older / _options.Temperature, double.MaxValue);
        }

        Softmax.Apply(_weights);
        foreach (ref double weight in _weights.AsSpan())
        {
            weight *= _weights.Length;
        }

        return guards;
    }

    private double Mean(long firstStep, int task)
    {
        double mean = 0;
        for (int step = 0; step < _options.Window; step++)
        {
            mean += _losses[Row(firstStep + step) + task] / _options.Window;
        }

        return mean;
    }
}

using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>DTP: the worse a task does on the validation split, the more it weighs.</summary>
/// <remarks>
/// <para>wᵢ = −(1 − k̄ᵢ)^γ·log k̄ᵢ, the focal loss of a key performance indicator kᵢ in (0, 1), k̄ᵢ its exponential average over the validations. A metric v that is better when higher and
/// lies in [0, p] at the first validation, p the value of a perfect one, gives kᵢ = v/p. Any other is measured against its first value v₀: kᵢ = v/(v + v₀) where higher is better,
/// v₀/(v + v₀) where lower is, which begins at 1/2 and moves in (0, 1). Before every task has been validated the weights are 1.</para>
/// <para>kᵢ is kept within [0.001, 0.999], is at one of these ends where a metric is negative, and where it is not a number k̄ᵢ stays as it is: the next certificate says
/// <see cref="Guards.ScoreOutOfRange"/>. The residual is 0. Not thread-safe.</para>
/// <para>Source: Guo et al., "Dynamic Task Prioritization for Multitask Learning", ECCV 2018, the weights of the tasks. Deviation: no weights of samples within a task; the
/// indicator of metrics without a perfect value is ours.</para>
/// </remarks>
public sealed class DynamicTaskPrioritization : IWeighting, IStateful, IObservesValidation
{
    private const double Margin = 1e-3;
    private readonly double _gamma;
    private readonly double[] _perfect;
    private readonly double[] _firsts;
    private readonly ValidationAverage _indicators;

    /// <summary>Creates the weighting.</summary>
    /// <param name="perfect">The metric of a perfect task where higher is better, 1 for fractions and 100 for percent, shape [K]. At least 0; 0 measures against the first validation.</param>
    /// <param name="gamma">γ, how much less good tasks weigh. At least 0. 0 is −log k.</param>
    /// <param name="decay">The part of the old average that a validation keeps. At least 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no task, or a number is outside its range.</exception>
    public DynamicTaskPrioritization(ReadOnlySpan<double> perfect, double gamma = 1, double decay = 0.9)
    {
        _indicators = new ValidationAverage(perfect.Length, decay);
        if (!(gamma >= 0 && double.IsFinite(gamma)))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "The focusing factor is a number of at least 0.");
        }

        foreach (double value in perfect)
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(nameof(perfect), value, "The metric of a perfect task is a number of at least 0.");
            }
        }

        (_gamma, _perfect) = (gamma, perfect.ToArray());
        _firsts = new double[perfect.Length];
        _firsts.AsSpan().Fill(double.NaN);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "dtp",
        Title = "Dynamic Task Prioritization",
        Summary = "The focal loss of each task's validation metric: what is done badly weighs more.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Guo et al., ECCV 2018, the weights of the tasks",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "Weighted: the paper's update is the gradient of the weighted sum, heads included.",
        Options =
        [
            new("gamma", "1", "Focusing factor: how much less good tasks weigh.", "a number of at least 0"),
            new("decay", "0.9", "The part of a task's average score that a validation keeps.", "a number of at least 0 and below 1"),
            new("perfect", "1", "A perfect metric where higher is better (percent: 100); 0 measures against the first one.", "numbers of at least 0"),
        ],
        Factory = context => new DynamicTaskPrioritization(
            context.Options.Numbers("perfect", context.TaskCount, values => Array.TrueForAll(values, value => value >= 0)),
            context.Options.Number("gamma", value => value >= 0),
            context.Options.Number("decay", value => value is >= 0 and < 1)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <summary>The averaged indicators k̄, dimensionless, shape [K]; NaN where a task has had no score.</summary>
    public ReadOnlySpan<double> Indicators => _indicators.Values;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_perfect, "The state");
        bool isComplete = _indicators.IsComplete;
        for (int task = 0; task < weights.Length; task++)
        {
            double indicator = _indicators.Values[task];
            weights[task] = isComplete ? -Math.Pow(1 - indicator, _gamma) * Math.Log(indicator) : 1;
        }

        return Certificate.Guarded(_indicators.TakeGuards());
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<TaskScore> scores)
    {
        _indicators.Require(scores);
        for (int task = 0; task < scores.Length; task++)
        {
            (double value, bool higherIsBetter) = scores[task];
            _firsts[task] = double.IsNaN(_firsts[task]) ? value : _firsts[task];
            _indicators.Add(task, Indicator(value, _firsts[task], higherIsBetter ? _perfect[task] : 0, higherIsBetter), Margin, 1 - Margin);
        }
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("firsts", _firsts).With("indicators", _indicators.Capture());

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] firsts = state.Read("firsts", _firsts.Length);
        _indicators.Restore(state.Nested("indicators"));
        firsts.CopyTo(_firsts, 0);
    }

    private static double Indicator(double value, double first, double perfect, bool higherIsBetter)
    {
        if (perfect > 0 && first >= 0 && first <= perfect)
        {
            return value / perfect;
        }

        if (value < 0 || first < 0)
        {
            return higherIsBetter == value < 0 ? double.NegativeInfinity : double.PositiveInfinity; // Numbers of two signs have no ratio.
        }

        double good = higherIsBetter ? value : first;
        return value + first > 0 ? good / (value + first) : double.IsNaN(value) ? value : 0.5;
    }
}

using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>Achievement-based weights: the further a task is from what it reaches alone, the more it weighs.</summary>
/// <remarks>
/// <para>wᵢ = (1 − aᵢ/m)^γ, aᵢ the exponential average over the validations of accᵢ/pᵢ for metrics that are better when higher, of pᵢ/accᵢ for the others: 1 where the task does as well as its
/// single-task network (potential pᵢ), less where it does worse. The margin m > 1 keeps a weight for tasks that do better. Before every task has been validated the weights are 1.</para>
/// <para>aᵢ/m is kept within [0, 0.999] and stays as it was where a metric is not a number: the next certificate says <see cref="Guards.ScoreOutOfRange"/>. The residual is 0. Only ratios count: the
/// weights have no sum of their own. Not thread-safe.</para>
/// <para>Source: Yun and Cho, "Achievement-based Training Progress Balancing for Multi-Task Learning", ICCV 2023, the task weights; AutoScale, Appendix C.3. Deviation: they weigh a sum of
/// losses, where the paper's own loss is a weighted geometric mean; the inverse ratio for metrics that are better when lower is ours.</para>
/// </remarks>
public sealed class Achievement : IWeighting, IStateful, IObservesValidation
{
    private const double MostAchieved = 1 - 1e-3;
    private readonly double[] _potentials;
    private readonly double _margin;
    private readonly double _gamma;
    private readonly ValidationAverage _achieved;

    /// <summary>Creates the weighting.</summary>
    /// <param name="potentials">p, the metric of each task's single-task network, in the metric's unit, shape [K]. Above 0.</param>
    /// <param name="margin">m, what counts as all that can be achieved, as a multiple of the potential. At least 1.</param>
    /// <param name="gamma">γ, how much less tasks near their potential weigh. At least 0. 0 makes all weights 1.</param>
    /// <param name="decay">The part of the old average that a validation keeps. At least 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no task, or a number is outside its range.</exception>
    public Achievement(ReadOnlySpan<double> potentials, double margin = 1.05, double gamma = 2, double decay = 0.9)
    {
        _achieved = new ValidationAverage(potentials.Length, decay);
        foreach (double potential in potentials)
        {
            if (!(potential > 0 && double.IsFinite(potential)))
            {
                throw new ArgumentOutOfRangeException(nameof(potentials), potential, "A potential is a number above 0.");
            }
        }

        if (!(margin >= 1 && double.IsFinite(margin)))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin is a number of at least 1.");
        }

        if (!(gamma >= 0 && double.IsFinite(gamma)))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "The focusing factor is a number of at least 0.");
        }

        (_potentials, _margin, _gamma) = (potentials.ToArray(), margin, gamma);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "achievement",
        Title = "Achievement-based balancing",
        Summary = "A task weighs by how far its validation metric is from that of its single-task network.",
        Needs = Evidence.Losses,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "one backward pass; O(K)",
        Source = "Yun and Cho, ICCV 2023; AutoScale, Appendix C.3",
        HeadGradientNote = "Weighted: the update is the gradient of the weighted sum, heads included.",
        Options =
        [
            new("potentials", null, "The validation metric of each task's single-task network, in order.", "numbers above 0"),
            new("margin", "1.05", "What counts as all achieved, as a multiple of the potential.", "a number of at least 1"),
            new("gamma", "2", "Focusing factor: how much less tasks near their potential weigh.", "a number of at least 0"),
            new("decay", "0.9", "The part of a task's average score that a validation keeps.", "a number of at least 0 and below 1"),
        ],
        Factory = context => new Achievement(
            context.Options.Numbers("potentials", context.TaskCount, values => Array.TrueForAll(values, value => value > 0)),
            context.Options.Number("margin", value => value >= 1),
            context.Options.Number("gamma", value => value >= 0),
            context.Options.Number("decay", value => value is >= 0 and < 1)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Losses;

    /// <summary>The averages of aᵢ/m, dimensionless, shape [K]; NaN where a task has had no score.</summary>
    public ReadOnlySpan<double> Achieved => _achieved.Values;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_potentials, "The list of potentials");
        bool isComplete = _achieved.IsComplete;
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = isComplete ? Math.Pow(1 - _achieved.Values[task], _gamma) : 1;
        }

        return Certificate.Guarded(_achieved.TakeGuards());
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<TaskScore> scores)
    {
        _achieved.Require(scores);
        for (int task = 0; task < scores.Length; task++)
        {
            (double value, bool higherIsBetter) = scores[task];
            _achieved.Add(task, (higherIsBetter ? value / _potentials[task] : _potentials[task] / value) / _margin, 0, MostAchieved);
        }
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _achieved.Capture();

    /// <inheritdoc/>
    public void Restore(WeightingState state) => _achieved.Restore(state);
}

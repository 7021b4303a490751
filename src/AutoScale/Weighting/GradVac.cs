using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>GradVac: a gradient that is less similar to another than the two usually are is turned towards it.</summary>
/// <remarks>
/// <para>Each gᵢ meets the other gradients in random order. With the cosine φ between them and the pair's target ρ, where φ &lt; ρ,
/// gᵢ ← gᵢ + ‖gᵢ‖·(ρ·√(1−φ²) − φ·√(1−ρ²))/(‖gⱼ‖·√(1−ρ²))·gⱼ, which makes their cosine ρ. Then ρ ← (1−β)·ρ + β·φ. Targets start at 0, so the first step is PCGrad's.
/// The update is the sum of the altered gradients, computed on their coefficients in O(K³). Weights are at least 1.</para>
/// <para>Guards. As ρ → 1 the step grows without bound: a target is used as if it were no nearer to 1 than 1 − ρ² = 1e-6, an angle of 0.06 degrees, with
/// <see cref="Guards.TargetLimited"/>. A zero gradient meets none, moves no target and has weight 1. A closed form: the residual is always 0. Not thread-safe.</para>
/// <para>Orders are drawn from the seed and the iteration; with three tasks and more, reordering the tasks may change the update.</para>
/// <para>Source: Wang et al., "Gradient Vaccine: Investigating and Improving Multi-task Optimization in Massively Multilingual Models", ICLR 2021, arXiv:2010.05874,
/// its rule for a pair of gradients. Deviations: one group of parameters, the shared ones; the guards.</para>
/// </remarks>
public sealed class GradVac : IWeighting, IStateful
{
    private const double DefaultBeta = 0.5;
    private const double SmallestSquaredSine = 1e-6;
    private const double SmallestLength = 1e-7;
    private static readonly double _largestTarget = Math.Sqrt(1 - SmallestSquaredSine);
    private readonly int _taskCount;
    private readonly double _beta;
    private readonly TargetUpdate _targetUpdate;
    private readonly ProjectionOrder _order;
    private readonly GradientSurgery.Alteration _turn;
    private readonly double[] _targets;
    private Guards _guards;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="beta">β, the part of a new similarity in the target. From 0 to 1. Default 0.5, as LibMTL's.</param>
    /// <param name="targetUpdate">When targets move. Default <see cref="TargetUpdate.Always"/>, as in LibMTL and TorchJD.</param>
    /// <param name="seed">The seed of the orders. Any number; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public GradVac(int taskCount, double beta = DefaultBeta, TargetUpdate targetUpdate = TargetUpdate.Always, long seed = 0)
        : this(taskCount, beta, targetUpdate, GradientSurgery.RandomOrder(seed))
    {
    }

    internal GradVac(int taskCount, double beta, TargetUpdate targetUpdate, ProjectionOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        if (!IsFraction(beta))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "Expected a number from 0 to 1.");
        }

        if (!Enum.IsDefined(targetUpdate))
        {
            throw new ArgumentOutOfRangeException(nameof(targetUpdate), targetUpdate, "Expected Always or WhenAltered.");
        }

        _taskCount = taskCount;
        _beta = beta;
        _targetUpdate = targetUpdate;
        _order = order;
        _turn = Turn;
        _targets = new double[taskCount * taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "gradvac",
        Title = "GradVac",
        Summary = "Gradients are turned towards each other, up to the similarity each pair usually has, then summed.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        IsRandom = true,
        IsPermutationEquivariant = false,
        HomogeneityDegree = 1,
        Claims = MethodClaims.LinearUnderScaling | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Wang et al., ICLR 2021, arXiv:2010.05874",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "LibMTL leaves head gradients unweighted.",
        Options =
        [
            new("beta", MethodOptions.Format(DefaultBeta), "β, the part of a new similarity in a pair's target.", "a number from 0 to 1"),
            new("target-update", MethodOptions.Format(TargetUpdate.Always), "When the target of a pair moves.", "always or when-altered"),
        ],
        Factory = context => new GradVac(
            context.TaskCount, context.Options.Number("beta", IsFraction), context.Options.Choice<TargetUpdate>("target-update"), context.Seed),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <summary>The similarity targets ρ, row by row, shape [K × K]: row i is for the gradient of task i when it is altered. Cosines; all 0 at the start.</summary>
    public ReadOnlySpan<double> Targets => _targets;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("GradVac");
        gramian.RequireOnePerTask(weights);
        if (weights.Length != _taskCount)
        {
            throw new ArgumentException($"GradVac was created for {_taskCount} tasks, but the evidence has {weights.Length}.", nameof(evidence));
        }

        _guards = Guards.None;
        GradientSurgery.Sum(evidence, gramian, _order, _turn, weights);
        return Certificate.Guarded(_guards);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("targets", _targets);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Read("targets", _targets.Length).CopyTo(_targets, 0);
    }

    private static bool IsFraction(double value) => value is >= 0 and <= 1;

    private void Turn(AlteredGradient gradient, int other, int pair)
    {
        double length = gradient.Length;
        if (length < SmallestLength)
        {
            return; // Nothing but rounding is left of it after it met its opposite.
        }

        double cosine = Math.Clamp(gradient.Dot(other) / length, -1, 1);
        double target = Math.Min(_targets[pair], _largestTarget);
        bool isAltered = cosine < target;
        if (isAltered)
        {
            _guards |= target < _targets[pair] ? Guards.TargetLimited : Guards.None;
            double sines = Math.Sqrt((1 - (cosine * cosine)) / (1 - (target * target)));
            gradient.Add(other, length * ((target * sines) - cosine));
        }

        if (isAltered || _targetUpdate == TargetUpdate.Always)
        {
            _targets[pair] += _beta * (cosine - _targets[pair]);
        }
    }
}

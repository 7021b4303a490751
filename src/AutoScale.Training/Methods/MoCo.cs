using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>MoCo: gradients followed over the steps stand in for noisy ones, and the weights descend the length of their combination step by step.</summary>
/// <remarks>
/// <para>yᵢ ← yᵢ + βₜ·(gᵢ − yᵢ) from yᵢ = 0, then λ ← Π(λ − γₜ·(YYᵀ + ρI)λ) from λᵢ = 1/K, Π the projection onto λ ≥ 0, Σ λᵢ = 1; the update is Σ λᵢ·yᵢ.
/// βₜ = β/t^decay, γₜ likewise, t the iteration. As λ settles this is the shortest convex combination of the expected gradients (MGDA's), which no single noisy
/// batch can give.</para>
/// <para>A zero gradient is the shortest of all: its task gains weight while its yᵢ decays. A negative loss counts as 0 where gradients are sized by losses
/// (<see cref="Guards.LossBelowBound"/>). Remembers K·d numbers, and works on parameters only. Not thread-safe.</para>
/// <para>Source: Fernando et al., "Mitigating Gradient Bias in Multi-objective Learning: A Provably Convergent Approach", ICLR 2023,
/// arXiv:2210.12624. As in its authors' code y is not bounded, and each of y, λ and the update uses the newest of the one before.</para>
/// </remarks>
public sealed class MoCo : IWeighting, IStateful, ITransformsGradients, IHoldsTensors
{
    private static readonly MoCoOptions _defaults = new();
    private readonly MoCoOptions _options;
    private readonly double[] _multipliers;
    private readonly RunningTensors _running = new("MoCo", "y");

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public MoCo(int taskCount, MoCoOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        _options = options ?? _defaults;
        Require(_options.Beta is > 0 and <= 1, $"Beta is {_options.Beta}: expected a number above 0 and at most 1.");
        Require(IsStep(_options.Gamma) && _options.Gamma > 0, $"Gamma is {_options.Gamma}: expected a number above 0.");
        Require(IsStep(_options.BetaDecay), $"BetaDecay is {_options.BetaDecay}: expected a number of at least 0.");
        Require(IsStep(_options.GammaDecay), $"GammaDecay is {_options.GammaDecay}: expected a number of at least 0.");
        Require(IsStep(_options.Rho), $"Rho is {_options.Rho}: expected a number of at least 0.");
        Require(Enum.IsDefined(_options.Gradients), $"Gradients is {_options.Gradients}: expected Raw or LossSized.");
        Require(Enum.IsDefined(_options.Projection), $"Projection is {_options.Projection}: expected Nearest or Softmax.");
        _multipliers = new double[taskCount];
        _multipliers.AsSpan().Fill(1.0 / taskCount);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "moco",
        Title = "MoCo",
        Summary = "Running gradients, combined by multipliers that descend the length of the combination.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        Cost = "K backward passes; O(K²·d) and K·d numbers of memory",
        Source = "Fernando et al., ICLR 2023, arXiv:2210.12624",
        HeadGradientNote = "LibMTL leaves head gradients unweighted.",
        Options =
        [
            new("beta", MethodOptions.Format(_defaults.Beta), "Step size of the running gradients.", "a number above 0 and at most 1"),
            new("beta-decay", MethodOptions.Format(_defaults.BetaDecay), "Power of the iteration by which beta falls.", "a number of at least 0"),
            new("gamma", MethodOptions.Format(_defaults.Gamma), "Step size of the multipliers.", "a number above 0"),
            new("gamma-decay", MethodOptions.Format(_defaults.GammaDecay), "Power of the iteration by which gamma falls.", "a number of at least 0"),
            new("rho", MethodOptions.Format(_defaults.Rho), "Weight of the multipliers' own length, which keeps them even.", "a number of at least 0"),
            new("gradients", MethodOptions.Format(_defaults.Gradients), "Which gradients are followed.", "raw or loss-sized"),
            new("projection", MethodOptions.Format(_defaults.Projection), "How the multipliers are brought back to the simplex.", "nearest or softmax"),
        ],
        Factory = context => new MoCo(context.TaskCount, new MoCoOptions
        {
            Beta = context.Options.Number("beta", value => value is > 0 and <= 1),
            BetaDecay = context.Options.Number("beta-decay", value => value >= 0),
            Gamma = context.Options.Number("gamma", value => value > 0),
            GammaDecay = context.Options.Number("gamma-decay", value => value >= 0),
            Rho = context.Options.Number("rho", value => value >= 0),
            Gradients = context.Options.Choice<MoCoGradients>("gradients"),
            Projection = context.Options.Choice<MoCoProjection>("projection"),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public GradientScope? OnlyScope => GradientScope.SharedParameters;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is another number of tasks.</exception>
    public void Transform(in StepEvidence evidence, TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        evidence.RequireOnePerTask(_multipliers, "MoCo's state");
        double[] factors = new double[gradients.TaskCount];
        for (int task = 0; task < factors.Length; task++)
        {
            double norm = evidence.RequireGramian("MoCo").Norm(task);
            factors[task] = _options.Gradients == MoCoGradients.Raw ? 1 : norm > 0 ? Math.Max(evidence.Losses[task], 0) / norm : 0;
        }

        _running.Follow(gradients, factors, _options.Beta / Math.Pow(evidence.Iteration, _options.BetaDecay));
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_multipliers, "MoCo's state");
        Gramian gramian = evidence.RequireGramian("MoCo");
        double gamma = _options.Gamma / Math.Pow(evidence.Iteration, _options.GammaDecay);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = _multipliers[task] - (gamma * (gramian.Dot(task, _multipliers) + (_options.Rho * _multipliers[task])));
        }

        if (_options.Projection == MoCoProjection.Softmax)
        {
            Softmax.Apply(weights);
            weights.CopyTo(_multipliers);
        }
        else
        {
            FlooredSimplex.Project(weights, total: 1, floor: 0, _multipliers);
            _multipliers.CopyTo(weights);
        }

        bool isNegative = _options.Gradients == MoCoGradients.LossSized && evidence.Losses.ContainsAnyInRange(double.MinValue, -double.Epsilon);
        return isNegative ? Certificate.Guarded(Guards.LossBelowBound) : Certificate.Exact;
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("multipliers", _multipliers);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Read("multipliers", _multipliers.Length).CopyTo(_multipliers, 0);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Tensors() => _running.All();

    /// <inheritdoc/>
    public void Load(IReadOnlyDictionary<string, Tensor> tensors) => _running.Load(tensors);

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private static bool IsStep(double value) => value >= 0 && double.IsFinite(value);

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new ArgumentException(message);
        }
    }
}

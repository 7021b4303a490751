using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>DB-MTL: gradients of the logarithms of the losses, averaged over the steps and all brought to the length of the longest.</summary>
/// <remarks>
/// <para>With Dᵢ = lᵢ + ε and g̃ᵢ = gᵢ/Dᵢ, the gradient of log Dᵢ: mᵢ ← βₜ·mᵢ + (1 − βₜ)·g̃ᵢ from mᵢ = 0, βₜ = β/t^decay, t the iteration. The update is
/// Σ α·mᵢ/(‖mᵢ‖ + ε) with α = max ‖mⱼ‖. It is handed on as gradients Dᵢ·mᵢ with weights α/((‖mᵢ‖ + ε)·Dᵢ), so that a weight is what a raw loss, and its
/// head, is multiplied with.</para>
/// <para>A loss below 0 counts as 0 (<see cref="Guards.LossBelowBound"/>). A task whose average is zero gets weight 0 (<see cref="Guards.SkippedTask"/>); if all
/// are, weights are equal (<see cref="Guards.AllZero"/>). Remembers K·d numbers, and works on parameters only. Not thread-safe.</para>
/// <para>Source: Lin et al., "Dual-Balancing for Multi-Task Learning", 2023, arXiv:2308.12029, Algorithm 1.</para>
/// </remarks>
public sealed class DbMtl : IWeighting, ITransformsGradients, IHoldsTensors
{
    private readonly double _beta;
    private readonly double _betaDecay;
    private readonly double _epsilon;
    private readonly RunningTensors _averages = new("DB-MTL", "average");

    /// <summary>Creates the weighting.</summary>
    /// <param name="beta">β, how much of the average each step keeps. At least 0, below 1.</param>
    /// <param name="betaDecay">How fast β falls: βₜ = β/t^decay. At least 0.</param>
    /// <param name="epsilon">ε, in the unit of the losses and in that of a log loss's gradient. From 1e-100 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public DbMtl(double beta = 0.9, double betaDecay = 0, double epsilon = 1e-8)
    {
        Require(beta is >= 0 and < 1, beta, nameof(beta), "at least 0 and below 1");
        Require(betaDecay >= 0 && double.IsFinite(betaDecay), betaDecay, nameof(betaDecay), "at least 0");
        Require(epsilon is >= 1e-100 and <= 1, epsilon, nameof(epsilon), "from 1e-100 to 1");
        (_beta, _betaDecay, _epsilon) = (beta, betaDecay, epsilon);
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "db-mtl",
        Title = "DB-MTL",
        Summary = "Averaged gradients of the log losses, all as long as the longest.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        Cost = "K backward passes; O(K²·d) and K·d numbers of memory",
        Source = "Lin et al., 2023, arXiv:2308.12029, Algorithm 1",
        DefaultScale = WeightScale.Raw,
        HeadGradientNote = "The paper gives each head the gradient of its own log loss; here, weighted, it is that times the task's length ratio.",
        Options =
        [
            new("beta", "0.9", "How much of the running average each step keeps.", "a number of at least 0 and below 1"),
            new("beta-decay", "0", "Power of the iteration by which beta falls.", "a number of at least 0"),
            new("epsilon", "1e-08", "Added to the losses before the logarithm, and to the norms.", "a number from 1e-100 to 1"),
        ],
        Factory = context => new DbMtl(
            context.Options.Number("beta", value => value is >= 0 and < 1),
            context.Options.Number("beta-decay", value => value >= 0),
            context.Options.Number("epsilon", value => value is >= 1e-100 and <= 1)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public GradientScope? OnlyScope => GradientScope.SharedParameters;

    /// <inheritdoc/>
    public void Transform(in StepEvidence evidence, TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        double[] factors = new double[gradients.TaskCount];
        for (int task = 0; task < factors.Length; task++)
        {
            factors[task] = 1 / Size(evidence.Losses[task]);
        }

        _averages.Follow(gradients, factors, 1 - (_beta / Math.Pow(evidence.Iteration, _betaDecay)));
        for (int task = 0; task < factors.Length; task++)
        {
            for (int part = 0; part < gradients.PartCount; part++)
            {
                gradients[task, part] = gradients[task, part]?.Multiply(Size(evidence.Losses[task]));
            }
        }
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        Gramian gramian = evidence.RequireGramian("DB-MTL");
        Guards guards = Guards.None;
        double longest = 0;
        for (int task = 0; task < weights.Length; task++)
        {
            guards |= evidence.Losses[task] < 0 ? Guards.LossBelowBound : Guards.None;
            longest = Math.Max(longest, gramian.Norm(task) / Size(evidence.Losses[task]));
        }

        if (longest == 0)
        {
            weights.Fill(1);
            return Certificate.Guarded(guards | Guards.AllZero);
        }

        for (int task = 0; task < weights.Length; task++)
        {
            double norm = gramian.Norm(task);
            guards |= norm == 0 ? Guards.SkippedTask : Guards.None;
            weights[task] = norm == 0 ? 0 : longest / (norm + (_epsilon * Size(evidence.Losses[task])));
        }

        return Certificate.Guarded(guards);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Tensors() => _averages.All();

    /// <inheritdoc/>
    public void Load(IReadOnlyDictionary<string, Tensor> tensors) => _averages.Load(tensors);

    /// <inheritdoc/>
    public void Dispose() => _averages.Dispose();

    private static void Require(bool isMet, double value, string name, string range)
    {
        if (!isMet)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected a number {range}.");
        }
    }

    /// <summary>Dᵢ = lᵢ + ε, at least ε.</summary>
    private double Size(double loss) => Math.Max(loss, 0) + _epsilon;
}

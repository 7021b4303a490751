using AutoScale.Gradients;
using AutoScale.Torch;
using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>RotoGrad: task gradients at the shared representation are brought to one length, and turned towards each other by rotations that the heads read through.</summary>
/// <remarks>
/// <para>Head k reads Rₖ·z, Rₖ a rotation. With Gₖ the gradient of task k at z and Uₖ = Gₖ/‖Gₖ‖, lengths: the trunk descends C·Σ Uₖ, so wₖ = C/‖Gₖ‖ with
/// C = Σ αₖ·‖Gₖ‖ and αₖ ∝ ‖Gₖ‖/‖Gₖ⁰‖, ⁰ the first step. Directions: with v = (1/K)·Σ Uⱼ held fixed, Rₖ ascends Σₙ ⟨Rₖᵀ·g̃ₙₖ, vₙ⟩ over the places n of the batch,
/// g̃ the unit gradient at Rₖ·z. As g̃ = Rₖ·u, the steepest ascent on rotations is Rₖ ← Rₖ·exp(η·(Q − Qᵀ)) with Q = Σₙ uₙₖ·vₙᵀ.</para>
/// <para>A representation of several tensors has a rotation for each, and one length for all of them. Gradients shorter than 1e-30 have no direction that
/// single precision could hold: their task gets weight 0 (<see cref="Guards.SkippedTask"/>) and turns nobody; if all are, weights are 1 (<see cref="Guards.AllZero"/>).
/// Not thread-safe.</para>
/// <para>Source: Javaloy and Valera, "RotoGrad: Gradient Homogenization in Multitask Learning", ICLR 2022, arXiv:2103.02631, Algorithm 1. Deviations: rotations
/// follow unit gradients along a geodesic with a rate that falls linearly to 0 at the end of the run (the paper: an optimizer of its own on the exponential map's
/// coordinates, slower than the network's).</para>
/// </remarks>
public sealed class RotoGrad : IWeighting, IStateful, IAdaptsModel, ITransformsGradients
{
    private const double DefaultRate = 1;
    private const int DefaultSize = 128;
    private const double ShortestGradient = 1e-30;
    private readonly int _totalIterations;
    private readonly double _rate;
    private readonly int _size;
    private readonly double[] _firstNorms;
    private IReadOnlyList<IReadOnlyList<Tensor>>? _rotations; // the network's

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="totalIterations">T, the length of the run. At least 1.</param>
    /// <param name="rate">η at the first step, the factor of the turn, whose angle is at most η. Finite and at least 0.</param>
    /// <param name="size">Most features of each tensor of the representation to rotate, from the first on. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public RotoGrad(int taskCount, int totalIterations, double rate = DefaultRate, int size = DefaultSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (!(rate >= 0 && double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "Expected a finite number of at least 0.");
        }

        (_totalIterations, _rate, _size) = (totalIterations, rate, size);
        _firstNorms = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "rotograd",
        Title = "RotoGrad",
        Summary = "Gradients at the representation get one length, and rotations before the heads turn them towards each other.",
        Needs = Evidence.GradientNorms,
        IsStateful = true,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes through the heads and one through the trunk; O(K·m²·n) for the rotations of m features at n places, and O(K·m³)",
        Source = "Javaloy and Valera, ICLR 2022, arXiv:2103.02631, Algorithm 1",
        HeadGradientNote = "Unweighted: each head descends its own loss.",
        Options =
        [
            new("rate", MethodOptions.Format(DefaultRate), "η of the rotations at the first step; falls linearly to 0.", "a number of at least 0"),
            new("size", MethodOptions.Format(DefaultSize), "Most features of each tensor of the representation to rotate, from the first on.", "a whole number of at least 1"),
        ],
        Factory = context => new RotoGrad(
            context.TaskCount,
            context.TotalIterations,
            context.Options.Number("rate", value => value >= 0),
            context.Options.WholeNumber("size", value => value >= 1)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <inheritdoc/>
    public GradientScope? OnlyScope => GradientScope.Representation;

    /// <inheritdoc/>
    public MultiTaskModel Adapt(MultiTaskModel model, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(batch);
        using NoGradient off = Autograd.NoGradient();
        bool wasTraining = model.IsTraining;
        model.Evaluate(); // The look at the shapes moves no batch statistics and draws no random number.
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        model.Train(wasTraining);
        if (representation.Any(part => part.Dimensions < 2))
        {
            throw new ArgumentException("RotoGrad rotates features: every tensor of the shared representation needs a batch and a feature dimension, [B, C, ...].", nameof(model));
        }

        RotatedModel rotated = new(model, [.. representation.Select(part => Math.Min(part.Size(1), _size))], _firstNorms.Length, batch.Input.Device);
        _rotations = rotated.Rotations;
        return rotated;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No network was adapted.</exception>
    public void Transform(in StepEvidence evidence, TaskGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        IReadOnlyList<IReadOnlyList<Tensor>> rotations = _rotations ?? throw new InvalidOperationException("RotoGrad has no network to rotate: call Adapt first.");
        using NoGradient off = Autograd.NoGradient();
        double rate = _rate * (_totalIterations - evidence.Iteration + 1) / _totalIterations;
        ReadOnlySpan<double> norms = evidence.GradientNorms;
        double[] inverse = new double[norms.Length];
        for (int task = 0; task < inverse.Length; task++)
        {
            inverse[task] = norms[task] >= ShortestGradient ? 1 / norms[task] : 0;
        }

        Tensor?[] sum = new Tensor?[gradients.PartCount];
        gradients.Combine(inverse, sum);
        for (int task = 0; task < inverse.Length; task++)
        {
            for (int stage = 0; stage < sum.Length; stage++)
            {
                if (inverse[task] > 0 && gradients[task, stage] is Tensor own && sum[stage] is Tensor all)
                {
                    Tensor rotation = rotations[task][stage];
                    RotatedModel.Turn(rotation, Generator(own.Multiply(inverse[task]), all.Multiply(rate / inverse.Length), rotation.Size(0)));
                }
            }
        }
    }

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_firstNorms, "RotoGrad's state");
        ReadOnlySpan<double> norms = evidence.GradientNorms;
        evidence.RequireOnePerTask(norms, "RotoGrad's gradient norms");
        (double total, double length, bool isSkipped) = (0, 0, false);
        for (int task = 0; task < weights.Length; task++)
        {
            weights[task] = 0;
            if (norms[task] >= ShortestGradient)
            {
                _firstNorms[task] = _firstNorms[task] == 0 ? norms[task] : _firstNorms[task];
                weights[task] = 1 / norms[task];
                double progress = norms[task] / _firstNorms[task];
                total += progress;
                length += progress * norms[task];
            }

            isSkipped |= weights[task] == 0;
        }

        if (total == 0)
        {
            weights.Fill(1);
            return Certificate.Guarded(Guards.AllZero);
        }

        foreach (ref double weight in weights)
        {
            weight *= length / total;
        }

        return Certificate.Guarded(isSkipped ? Guards.SkippedTask : Guards.None);
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("firstNorms", _firstNorms);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Read("firstNorms", _firstNorms.Length).CopyTo(_firstNorms, 0);
    }

    /// <summary>Q − Qᵀ with Q = Σₙ aₙ·bₙᵀ over the places of a batch, exactly skew-symmetric.</summary>
    private static Tensor Generator(Tensor first, Tensor second, long size)
    {
        Tensor product = Features(first, size).MatMul(Features(second, size).Transpose(0, 1)).To(ScalarType.Float64);
        return product - product.Transpose(0, 1);
    }

    /// <summary>[B, C, ...] as [m, n]: a row for each feature, a column for each place.</summary>
    private static Tensor Features(Tensor part, long size) => part.Narrow(1, 0, size).Reshape(part.Size(0), size, -1).Transpose(0, 1).Reshape(size, -1);
}

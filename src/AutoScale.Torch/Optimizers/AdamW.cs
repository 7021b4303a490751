namespace AutoScale.Torch;

/// <summary>Adam with decoupled weight decay: the parameters shrink by themselves, not through the gradient's moments.</summary>
/// <remarks>
/// p ← (1 − η·λ)·p, then Adam's step with the plain gradient (<see cref="Adam"/> without its λ).
/// Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, arXiv:1711.05101, Algorithm 2, in PyTorch's form, where
/// the base rate η multiplies λ too.
/// </remarks>
public sealed class AdamW : Optimizer
{
    private readonly double _weightDecay;
    private readonly MomentEstimates _moments;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="parameters">The tensors to move.</param>
    /// <param name="learningRate">η. Finite and at least 0.</param>
    /// <param name="weightDecay">λ. Finite and at least 0.</param>
    /// <param name="moments">β₁, β₂ and ε; null for 0.9, 0.999 and 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">The parameters are not usable.</exception>
    public AdamW(IReadOnlyList<Tensor> parameters, double learningRate = 1e-3, double weightDecay = 0.01, AdamMoments? moments = null)
        : base(parameters, learningRate)
    {
        RequireInRange(weightDecay, 0, double.MaxValue, nameof(weightDecay));
        _weightDecay = weightDecay;
        _moments = new MomentEstimates(moments, ZerosLikeParameters(), ZerosLikeParameters());
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State() => _moments.State();

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, Tensor> state) => _moments.Load(state, nameof(AdamW));

    /// <inheritdoc/>
    protected override void Update(int start, ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients)
    {
        if (_weightDecay > 0)
        {
            ForEach.MultiplyInPlace(parameters, 1 - (LearningRate * _weightDecay));
        }

        _moments.Move(start, parameters, gradients, LearningRate);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _moments.Dispose();
}

namespace AutoScale.Torch;

/// <summary>Adam: steps of about η in every coordinate whatever its gradient's scale, with L2 regularisation in the gradient.</summary>
/// <remarks>
/// With g the gradient plus λ·p: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − η·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ⁿ) and
/// v̂ = v/(1 − β₂ⁿ) at the n-th step. n counts each parameter's own steps.
/// Source: Kingma and Ba, "Adam", 2015, arXiv:1412.6980, Algorithm 1.
/// </remarks>
public sealed class Adam : Optimizer
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
    public Adam(IReadOnlyList<Tensor> parameters, double learningRate = 1e-3, double weightDecay = 0, AdamMoments? moments = null)
        : base(parameters, learningRate)
    {
        RequireInRange(weightDecay, 0, double.MaxValue, nameof(weightDecay));
        _weightDecay = weightDecay;
        _moments = new MomentEstimates(moments, ZerosLikeParameters(), ZerosLikeParameters());
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State() => _moments.State();

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, Tensor> state) => _moments.Load(state, nameof(Adam));

    /// <inheritdoc/>
    protected override void Update(int start, ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients)
    {
        ReadOnlySpan<Tensor> total = _weightDecay > 0 ? ForEach.Add(gradients, parameters, _weightDecay) : gradients;
        _moments.Move(start, parameters, total, LearningRate);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _moments.Dispose();
}

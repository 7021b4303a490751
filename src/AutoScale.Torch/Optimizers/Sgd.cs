namespace AutoScale.Torch;

/// <summary>Stochastic gradient descent with momentum and L2 regularisation.</summary>
/// <remarks>
/// With g the gradient plus λ·p: v ← μ·v + g, starting at 0; then p ← p − η·v, or with Nesterov's look ahead p ← p − η·(g + μ·v).
/// Source: Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, in PyTorch's form, where η
/// multiplies the velocity and not the gradient.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;
    private readonly double _weightDecay;
    private readonly bool _nesterov;
    private readonly Tensor[] _velocity;

    /// <summary>Creates the optimizer with zero velocity.</summary>
    /// <param name="parameters">The tensors to move.</param>
    /// <param name="learningRate">η. Finite and at least 0.</param>
    /// <param name="momentum">μ, in [0, 1]; 0 keeps no velocity.</param>
    /// <param name="weightDecay">λ. Finite and at least 0.</param>
    /// <param name="nesterov">Whether to look ahead; needs a momentum above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">The parameters are not usable, or Nesterov is asked for without momentum.</exception>
    public Sgd(IReadOnlyList<Tensor> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        RequireInRange(momentum, 0, 1, nameof(momentum));
        RequireInRange(weightDecay, 0, double.MaxValue, nameof(weightDecay));
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException(
                "Nesterov's look ahead needs a momentum above 0. Give a momentum, or leave nesterov out.", nameof(nesterov));
        }

        _momentum = momentum;
        _weightDecay = weightDecay;
        _nesterov = nesterov;
        _velocity = momentum > 0 ? ZerosLikeParameters() : [];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State()
    {
        OrderedDictionary<string, Tensor> state = [];
        for (int index = 0; index < _velocity.Length; index++)
        {
            state.Add($"velocity.{index}", _velocity[index]);
        }

        return state;
    }

    /// <inheritdoc/>
    public override void Load(IReadOnlyDictionary<string, Tensor> state) => TensorState.Copy(state, State(), nameof(Sgd));

    /// <inheritdoc/>
    protected override void Update(int start, ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients)
    {
        ReadOnlySpan<Tensor> direction = _weightDecay > 0 ? ForEach.Add(gradients, parameters, _weightDecay) : gradients;
        if (_momentum > 0)
        {
            ReadOnlySpan<Tensor> velocity = _velocity.AsSpan(start, parameters.Length);
            ForEach.MultiplyInPlace(velocity, _momentum);
            ForEach.AddInPlace(velocity, direction);
            direction = _nesterov ? ForEach.Add(direction, velocity, _momentum) : velocity;
        }

        ForEach.AddInPlace(parameters, direction, -LearningRate);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (Tensor velocity in _velocity)
        {
            velocity.Dispose();
        }
    }
}

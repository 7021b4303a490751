namespace AutoScale.Torch;

/// <summary>Moves parameters along their gradients, in place and outside autograd.</summary>
/// <remarks>
/// <para>One step costs a handful of engine calls for each stretch of parameters that have a gradient, however many they are.</para>
/// <para>Hyper-parameters, the learning rate among them, are not part of the state: a run's configuration sets them again.</para>
/// </remarks>
public abstract class Optimizer : IDisposable
{
    private readonly Tensor[] _parameters;
    private readonly long[][] _shapes;
    private double _learningRate;

    /// <summary>Creates the optimizer's common part.</summary>
    /// <param name="parameters">The tensors to move: distinct, floating-point leaves. The order is part of the saved state.</param>
    /// <param name="learningRate">The rate η. Finite and at least 0.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is listed twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is outside its range.</exception>
    protected Optimizer(IReadOnlyList<Tensor> parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException("An optimizer needs at least one parameter, got none.", nameof(parameters));
        }

        if (_parameters.Distinct(ReferenceEqualityComparer.Instance).Count() < _parameters.Length)
        {
            throw new ArgumentException("A parameter is listed twice and would be moved twice. List each once.", nameof(parameters));
        }

        _shapes = Array.ConvertAll(_parameters, parameter => parameter.Shape);
        LearningRate = learningRate;
    }

    /// <summary>The tensors that are moved, in the order of the gradients.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The learning rate η of the next step. Finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set
        {
            RequireInRange(value, 0, double.MaxValue, nameof(LearningRate));
            _learningRate = value;
        }
    }

    /// <summary>Moves the parameters one step along given gradients.</summary>
    /// <param name="gradients">One gradient for each parameter, of its shape; null leaves that parameter and its state as they are.</param>
    /// <exception cref="ArgumentException">The number of gradients, or a gradient's shape, does not match the parameters.</exception>
    public void Step(ReadOnlySpan<Tensor?> gradients)
    {
        RequireMatching(gradients);
        using NoGradient pause = Autograd.NoGradient();
        for (int start = 0; start < gradients.Length; start++)
        {
            int end = start;
            while (end < gradients.Length && gradients[end] is not null)
            {
                end++;
            }

            if (end > start)
            {
                using TensorScope scope = new();
                Update(start, _parameters.AsSpan(start..end), gradients[start..end]!);
                start = end;
            }
        }
    }

    /// <summary>Moves the parameters one step along the gradients that <see cref="Autograd.Backward"/> has left in them.</summary>
    public void Step()
    {
        using TensorScope scope = new();
        Step(Array.ConvertAll(_parameters, parameter => parameter.Gradient));
    }

    /// <summary>Drops the gradients that <see cref="Autograd.Backward"/> has left in the parameters.</summary>
    public void ZeroGradient()
    {
        foreach (Tensor parameter in _parameters)
        {
            parameter.Gradient = null;
        }
    }

    /// <summary>Lists what a resumed run needs, by name. Moments are the live tensors, not copies.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> State();

    /// <summary>Takes over a saved state.</summary>
    /// <param name="state">What <see cref="State"/> of the same optimizer over the same parameters gave.</param>
    /// <exception cref="ArgumentException">Names or shapes differ; the message lists all that do, and nothing was changed.</exception>
    public abstract void Load(IReadOnlyDictionary<string, Tensor> state);

    /// <summary>Frees the state. The parameters are not the optimizer's and stay.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the state.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Moves consecutive parameters that all have a gradient. Runs outside autograd and inside a scope of its own.</summary>
    /// <param name="start">Index of the first of them in <see cref="Parameters"/>.</param>
    /// <param name="parameters">These parameters; at least one.</param>
    /// <param name="gradients">Their gradients, in the same order. Not to be changed.</param>
    protected abstract void Update(int start, ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients);

    /// <summary>Creates one zero tensor for each parameter, of its shape, element type and device, outside every scope.</summary>
    private protected Tensor[] ZerosLikeParameters() => Array.ConvertAll(_parameters, parameter =>
    {
        Tensor zeros = Tensor.Zeros(parameter.Shape, parameter.ScalarType, parameter.Device);
        TensorScope.Escape(zeros);
        return zeros;
    });

    /// <summary>Checks a hyper-parameter; rejects NaN.</summary>
    private protected static void RequireInRange(double value, double minimum, double maximum, string name)
    {
        if (!(value >= minimum && value <= maximum))
        {
            string range = maximum == double.MaxValue ? $"finite and at least {minimum}" : $"in [{minimum}, {maximum}]";
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
        }
    }

    private void RequireMatching(ReadOnlySpan<Tensor?> gradients)
    {
        if (gradients.Length != _parameters.Length)
        {
            throw new ArgumentException(
                $"gradients needs one element per parameter (null for none): expected {_parameters.Length}, got {gradients.Length}.",
                nameof(gradients));
        }

        for (int index = 0; index < gradients.Length; index++)
        {
            if (gradients[index] is Tensor gradient && !gradient.Shape.AsSpan().SequenceEqual(_shapes[index]))
            {
                throw new ArgumentException(
                    $"Gradient {index} must have the shape of its parameter, {_parameters[index]}; got {gradient}.", nameof(gradients));
            }
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace AutoScale.Torch;

/// <summary>A part of a network: parameters that are learned, buffers that are not, and other modules inside it.</summary>
/// <remarks>
/// <para>A module registers what it owns in its constructor, so nothing is found by reflection. Names of nested parts are joined by
/// dots ("encoder.0.weight"), in order of registration. A tensor registered twice (shared weights) counts once, by its first name.</para>
/// <para>Parameters and buffers live outside every <see cref="TensorScope"/>, until the module is disposed. A forward pass may not run
/// while another thread changes the module.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1716", Justification = "The field's word; the keyword it clashes with is Visual Basic's.")]
public abstract class Module : IDisposable
{
    private readonly List<(string Name, Tensor Value)> _parameters = [];
    private readonly List<(string Name, Tensor Value)> _buffers = [];
    private readonly List<(string Name, Module Value)> _children = [];

    /// <summary>Whether the module behaves as in training (Dropout drops, BatchNorm uses the batch). True at first.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>Lists the learned tensors with their dotted names, this module's own first, then its children's.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedParameters() => Named(module => module._parameters);

    /// <summary>Lists the tensors that are part of the state but not learned, such as running statistics.</summary>
    public IEnumerable<(string Name, Tensor Value)> NamedBuffers() => Named(module => module._buffers);

    /// <summary>Lists the learned tensors in the order of <see cref="NamedParameters"/>.</summary>
    public IReadOnlyList<Tensor> Parameters() => [.. NamedParameters().Select(parameter => parameter.Value)];

    /// <summary>Switches this module and all inside it to training or evaluation.</summary>
    /// <param name="on">True for training.</param>
    public void Train(bool on = true)
    {
        IsTraining = on;
        foreach ((_, Module child) in _children)
        {
            child.Train(on);
        }
    }

    /// <summary>Switches this module and all inside it to evaluation.</summary>
    public void Evaluate() => Train(false);

    /// <summary>Moves every parameter and buffer to a device. The tensor objects stay, so fields and optimizers keep them.</summary>
    /// <param name="device">Where to.</param>
    /// <exception cref="TorchException">The device does not exist or is out of memory.</exception>
    public void To(Device device) => Replace(value => value.To(device));

    /// <summary>Converts every floating-point parameter and buffer to an element type, keeping the tensor objects.</summary>
    /// <param name="scalarType">A floating-point type.</param>
    /// <exception cref="ArgumentException"><paramref name="scalarType"/> is not a floating-point type.</exception>
    public void To(ScalarType scalarType)
    {
        if (!IsFloatingPoint(scalarType))
        {
            throw new ArgumentException($"Parameters need a floating-point type; got {scalarType}.", nameof(scalarType));
        }

        Replace(value => IsFloatingPoint(value.ScalarType) ? value.To(scalarType) : value);
    }

    /// <summary>Lists all parameters and buffers by name. The tensors are the live ones, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> State() =>
        new OrderedDictionary<string, Tensor>(NamedParameters().Concat(NamedBuffers())
            .Select(part => new KeyValuePair<string, Tensor>(part.Name, part.Value)));

    /// <summary>Copies a state into the parameters and buffers, converting element type and device where they differ.</summary>
    /// <param name="state">One tensor for each name of <see cref="State"/>, of the same shape, and no other.</param>
    /// <exception cref="ArgumentException">Names or shapes differ; the message lists all that do, and nothing was changed.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state) => TensorState.Copy(state, State(), GetType().Name);

    /// <summary>Frees the parameters and buffers of this module and all inside it.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the module owns.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        foreach ((_, Tensor value) in _parameters.Concat(_buffers))
        {
            value.Dispose();
        }

        foreach ((_, Module child) in _children)
        {
            child.Dispose();
        }
    }

    /// <summary>Takes a tensor as a learned parameter: a leaf that requires a gradient, kept until the module is disposed.</summary>
    /// <param name="name">A name unique in this module, without dots.</param>
    /// <param name="value">The initial value, of a floating-point type.</param>
    /// <returns><paramref name="value"/> itself.</returns>
    /// <exception cref="ArgumentException">The name is empty, has a dot or is taken.</exception>
    protected Tensor RegisterParameter(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        RequireNew(name);
        TensorScope.Escape(value);
        value.RequiresGradient = true;
        _parameters.Add((name, value));
        return value;
    }

    /// <summary>Takes a tensor as part of the state that is not learned, kept until the module is disposed.</summary>
    /// <param name="name">A name unique in this module, without dots.</param>
    /// <param name="value">The initial value.</param>
    /// <returns><paramref name="value"/> itself.</returns>
    /// <exception cref="ArgumentException">The name is empty, has a dot or is taken.</exception>
    protected Tensor RegisterBuffer(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        RequireNew(name);
        TensorScope.Escape(value);
        _buffers.Add((name, value));
        return value;
    }

    /// <summary>Takes another module as a part of this one; it is switched, moved, saved and disposed along with it.</summary>
    /// <param name="name">A name unique in this module, without dots.</param>
    /// <param name="module">The part.</param>
    /// <returns><paramref name="module"/> itself.</returns>
    /// <exception cref="ArgumentException">The name is empty, has a dot or is taken, or a module is registered in itself.</exception>
    protected TModule Register<TModule>(string name, TModule module)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        RequireNew(name);
        if (module.Contains(this))
        {
            throw new ArgumentException($"Module '{name}' cannot be a part of itself.", nameof(module));
        }

        _children.Add((name, module));
        return module;
    }

    private static bool IsFloatingPoint(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    private bool Contains(Module other) => ReferenceEquals(this, other) || _children.Exists(child => child.Value.Contains(other));

    private void RequireNew(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"A name in a module cannot hold a dot, dots join the names of nested modules; got '{name}'.", nameof(name));
        }

        if (_parameters.Concat(_buffers).Any(part => part.Name == name) || _children.Exists(child => child.Name == name))
        {
            throw new ArgumentException($"The name '{name}' is already taken in {GetType().Name}.", nameof(name));
        }
    }

    private IEnumerable<(string Name, Tensor Value)> Named(Func<Module, List<(string Name, Tensor Value)>> own) =>
        All(string.Empty, own).DistinctBy(part => part.Value, ReferenceEqualityComparer.Instance);

    private IEnumerable<(string Name, Tensor Value)> All(string prefix, Func<Module, List<(string Name, Tensor Value)>> own)
    {
        foreach ((string name, Tensor value) in own(this))
        {
            yield return (prefix + name, value);
        }

        foreach ((string name, Module child) in _children)
        {
            foreach ((string Name, Tensor Value) part in child.All($"{prefix}{name}.", own))
            {
                yield return part;
            }
        }
    }

    private void Replace(Func<Tensor, Tensor> convert)
    {
        using NoGradient pause = Autograd.NoGradient();
        foreach ((_, Tensor value) in NamedParameters().Concat(NamedBuffers()))
        {
            using TensorScope scope = new();
            value.SetData(convert(value));
        }
    }
}

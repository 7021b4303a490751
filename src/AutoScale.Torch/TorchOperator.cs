namespace AutoScale.Torch;

/// <summary>An operator of libtorch, known by the name and overload of its schema; called through <see cref="OperatorCall"/>.</summary>
/// <remarks>Looked up at its first call, then kept for the life of the process. Thread-safe.</remarks>
public sealed class TorchOperator
{
    private nint _handle;

    /// <summary>Names an operator.</summary>
    /// <param name="name">The schema's name, as "aten::add".</param>
    /// <param name="overload">The schema's overload, as "Tensor"; empty where it has none.</param>
    public TorchOperator(string name, string overload = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(overload);
        Name = name;
        Overload = overload;
    }

    /// <summary>The schema's name.</summary>
    public string Name { get; }

    /// <summary>The schema's overload; empty where it has none.</summary>
    public string Overload { get; }

    /// <summary>How many arguments the schema has, those with defaults included.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    public int ArgumentCount
    {
        get
        {
            TorchException.ThrowIfFailed(NativeMethods.ArgumentCount(Handle, out int count, out NativeError error), in error);
            return count;
        }
    }

    /// <summary>The native operator. Two threads may both look it up; they find the same.</summary>
    internal nint Handle => _handle != 0 ? _handle : Find();

    /// <summary>The operator as "aten::add.Tensor".</summary>
    /// <returns>Name and overload.</returns>
    public override string ToString() => Overload.Length == 0 ? Name : $"{Name}.{Overload}";

    private nint Find()
    {
        TorchException.ThrowIfFailed(NativeMethods.FindOperator(Name, Overload, out nint found, out NativeError error), in error);
        return _handle = found;
    }
}

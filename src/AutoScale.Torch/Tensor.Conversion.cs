using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <content>To other types, devices and .NET arrays.</content>
public sealed partial class Tensor
{
    private static readonly TorchOperator _toType = new("aten::to", "dtype");
    private static readonly TorchOperator _toDevice = new("aten::to", "device");
    private static readonly TorchOperator _contiguous = new("aten::contiguous");
    private static readonly TorchOperator _detach = new("aten::detach");
    private static readonly TorchOperator _clone = new("aten::clone");
    private static readonly TorchOperator _item = new("aten::_local_scalar_dense");

    /// <summary>The elements converted to another type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>A new tensor; of the same elements where the type is the same.</returns>
    public Tensor To(ScalarType type)
    {
        OperatorCall call = new(_toType);
        call.Add(this).Add(type);
        return call.Run();
    }

    /// <summary>The elements on a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>A new tensor; of the same elements where the device is the same.</returns>
    public Tensor To(Device device)
    {
        OperatorCall call = new(_toDevice);
        call.Add(this).Add(device).Add(ScalarType);
        return call.Run();
    }

    /// <summary>The elements row by row without gaps.</summary>
    /// <returns>A new tensor; of the same elements where they already are.</returns>
    public Tensor Contiguous() => Unary(_contiguous);

    /// <summary>The same elements, unknown to differentiation.</summary>
    /// <returns>A view.</returns>
    public Tensor Detach() => Unary(_detach);

    /// <summary>A copy of the elements.</summary>
    /// <returns>A new tensor, recorded like any operator.</returns>
    public Tensor Clone() => Unary(_clone);

    /// <summary>The one element as a number, of whatever type it is.</summary>
    /// <returns>The number, once the device has it; 1 and 0 for true and false.</returns>
    /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
    public double Item()
    {
        if (ElementCount != 1)
        {
            throw new InvalidOperationException($"Item needs a tensor of exactly one element, got {this}.");
        }

        OperatorCall call = new(_item);
        return call.Add(this).RunToNumber();
    }

    /// <summary>Copies the elements, row by row, to a new array.</summary>
    /// <typeparam name="T">The .NET type of <see cref="ScalarType"/>.</typeparam>
    /// <returns>The elements, once the device has them.</returns>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the elements' type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        T[] values = new T[ElementCount];
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>Copies the elements, row by row.</summary>
    /// <typeparam name="T">The .NET type of <see cref="ScalarType"/>.</typeparam>
    /// <param name="target">Receives them; exactly <see cref="ElementCount"/> long.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the elements' type.</exception>
    /// <exception cref="ArgumentException"><paramref name="target"/> has another length.</exception>
    public void CopyTo<T>(Span<T> target)
        where T : unmanaged
    {
        if (ScalarTypeOf<T>() != ScalarType)
        {
            throw new InvalidOperationException($"Cannot read {this} as {typeof(T).Name}. Convert it first with To({ScalarTypeOf<T>()}).");
        }

        if (target.Length != ElementCount)
        {
            throw new ArgumentException(
                $"target needs one element per element of {this}: expected {ElementCount}, got {target.Length}.", nameof(target));
        }

        CopyBytesTo(MemoryMarshal.AsBytes(target));
    }

    /// <summary>Copies the elements as libtorch stores them, row by row.</summary>
    /// <param name="target">Receives them in the machine's byte order; exactly as long as they are.</param>
    /// <exception cref="TorchException"><paramref name="target"/> has another length.</exception>
    public unsafe void CopyBytesTo(Span<byte> target)
    {
        fixed (byte* bytes = target)
        {
            TorchException.ThrowIfFailed(NativeMethods.ToBytes(Handle, bytes, target.Length, out NativeError error), in error, "copy");
        }

        GC.KeepAlive(this);
    }

    private static ScalarType ScalarTypeOf<T>() =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(short) ? ScalarType.Int16
        : typeof(T) == typeof(sbyte) ? ScalarType.Int8
        : typeof(T) == typeof(byte) ? ScalarType.UInt8
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : typeof(T) == typeof(Half) ? ScalarType.Float16
        : throw new InvalidOperationException($"No tensor has elements of the .NET type {typeof(T).Name}.");
}

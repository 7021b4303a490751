using System.Runtime.InteropServices;

namespace AutoScale.Torch;

public sealed partial class Tensor
{
    private static readonly TorchOperator _zeros = new("aten::zeros");
    private static readonly TorchOperator _ones = new("aten::ones");
    private static readonly TorchOperator _empty = new("aten::empty", "memory_format");
    private static readonly TorchOperator _full = new("aten::full");
    private static readonly TorchOperator _randn = new("aten::randn");
    private static readonly TorchOperator _rand = new("aten::rand");
    private static readonly TorchOperator _randperm = new("aten::randperm");
    private static readonly TorchOperator _arange = new("aten::arange");
    private static readonly TorchOperator _zerosLike = new("aten::zeros_like");
    private static readonly TorchOperator _onesLike = new("aten::ones_like");
    private static readonly TorchOperator _emptyLike = new("aten::empty_like");

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The lengths of all dimensions; empty for a scalar.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="device">Where; the CPU when null.</param>
    /// <returns>A new tensor of that shape.</returns>
    public static Tensor Zeros(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device? device = null) =>
        Create(_zeros, shape, type, device);

    /// <summary>A tensor of ones.</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Tensor Ones(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device? device = null) =>
        Create(_ones, shape, type, device);

    /// <summary>A tensor whose elements are whatever the memory held.</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Tensor Empty(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device? device = null) =>
        Create(_empty, shape, type, device);

    /// <summary>A tensor with the same number everywhere.</summary>
    /// <param name="shape">The lengths of all dimensions; empty for a scalar.</param>
    /// <param name="value">The number.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="device">Where; the CPU when null.</param>
    /// <returns>A new tensor of that shape.</returns>
    public static Tensor Full(ReadOnlySpan<long> shape, double value, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        OperatorCall call = new(_full);
        call.Add(shape).Add(value).Add(type).AddNone().Add(device ?? Device.Cpu);
        return call.Run();
    }

    /// <summary>A tensor without dimensions that holds one number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="type">The type of the element.</param>
    /// <param name="device">Where; the CPU when null.</param>
    /// <returns>A new tensor of shape [].</returns>
    public static Tensor Scalar(double value, ScalarType type = ScalarType.Float32, Device? device = null) => Full([], value, type, device);

    /// <summary>Independent standard normal numbers (mean 0, variance 1) from libtorch's generator; see <see cref="Torch.Seed"/>.</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Tensor RandomNormal(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device? device = null) =>
        Create(_randn, shape, type, device);

    /// <summary>Independent numbers uniform in [0, 1) from libtorch's generator; see <see cref="Torch.Seed"/>.</summary>
    /// <inheritdoc cref="Zeros"/>
    public static Tensor RandomUniform(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device? device = null) =>
        Create(_rand, shape, type, device);

    /// <summary>The numbers 0 to n − 1 in random order, from libtorch's generator; see <see cref="Torch.Seed"/>.</summary>
    /// <param name="count">n, at least 0.</param>
    /// <returns>A new Int64 CPU tensor of shape [n].</returns>
    public static Tensor RandomPermutation(long count)
    {
        OperatorCall call = new(_randperm);
        call.Add(count).Add(AutoScale.Torch.ScalarType.Int64);
        return call.Run();
    }

    /// <summary>The numbers 0 to n − 1.</summary>
    /// <param name="count">n, at least 0.</param>
    /// <returns>A new Int64 CPU tensor of shape [n].</returns>
    public static Tensor Arange(long count)
    {
        OperatorCall call = new(_arange);
        call.Add(count).Add(AutoScale.Torch.ScalarType.Int64);
        return call.Run();
    }

    /// <summary>Copies numbers to a new Float32 CPU tensor.</summary>
    /// <param name="values">The elements, row by row.</param>
    /// <param name="shape">The shape; left out, it is [values.Length].</param>
    /// <returns>A new tensor of that shape.</returns>
    /// <exception cref="TorchException"><paramref name="shape"/> has another number of elements.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Copy(values, ScalarType.Float32, shape);

    /// <summary>Copies numbers to a new Float64 CPU tensor.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor From(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => Copy(values, ScalarType.Float64, shape);

    /// <summary>Copies numbers to a new Int64 CPU tensor.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor From(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) => Copy(values, ScalarType.Int64, shape);

    /// <summary>Copies numbers to a new UInt8 CPU tensor.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor From(ReadOnlySpan<byte> values, params ReadOnlySpan<long> shape) => Copy(values, ScalarType.UInt8, shape);

    /// <summary>Copies truth values to a new Bool CPU tensor.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public static Tensor From(ReadOnlySpan<bool> values, params ReadOnlySpan<long> shape) => Copy(values, ScalarType.Bool, shape);

    /// <summary>Copies elements as libtorch stores them to a new CPU tensor of any type.</summary>
    /// <param name="bytes">The elements, row by row, in the machine's byte order.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>A new tensor of that shape.</returns>
    /// <exception cref="TorchException"><paramref name="bytes"/> does not have the length that shape and type need.</exception>
    public static unsafe Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> shape)
    {
        fixed (byte* source = bytes)
        fixed (long* sizes = shape)
        {
            int status = NativeMethods.FromBytes(
                source, bytes.Length, (int)type, sizes, shape.Length, out nint created, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, "from");
            return new Tensor(created);
        }
    }

    /// <summary>Zeros in this tensor's shape and type, on its device.</summary>
    /// <returns>A new tensor.</returns>
    public Tensor ZerosLike() => Unary(_zerosLike);

    /// <summary>Ones in this tensor's shape and type, on its device.</summary>
    /// <returns>A new tensor.</returns>
    public Tensor OnesLike() => Unary(_onesLike);

    /// <summary>A tensor in this one's shape and type, on its device, whose elements are whatever the memory held.</summary>
    /// <returns>A new tensor.</returns>
    public Tensor EmptyLike() => Unary(_emptyLike);

    private static Tensor Create(TorchOperator callee, ReadOnlySpan<long> shape, ScalarType type, Device? device)
    {
        OperatorCall call = new(callee);
        call.Add(shape).Add(type).AddNone().Add(device ?? Device.Cpu);
        return call.Run();
    }

    private static Tensor Copy<T>(ReadOnlySpan<T> values, ScalarType type, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        return FromBytes(bytes, type, shape.IsEmpty ? [values.Length] : shape);
    }

    private Tensor Unary(TorchOperator callee)
    {
        OperatorCall call = new(callee);
        call.Add(this);
        return call.Run();
    }

    private Tensor Binary(TorchOperator callee, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        OperatorCall call = new(callee);
        call.Add(this).Add(other);
        return call.Run();
    }

    private Tensor Binary(TorchOperator callee, double other)
    {
        OperatorCall call = new(callee);
        call.Add(this).Add(other);
        return call.Run();
    }
}

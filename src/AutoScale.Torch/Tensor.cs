using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutoScale.Torch;

/// <summary>An array of numbers on a device: a reference to a tensor of libtorch, with its operators.</summary>
/// <remarks>
/// <para>Owns one reference to native memory and gives it back when its <see cref="TensorScope"/> ends, when disposed, or when
/// collected, whichever comes first. Two tensors may share their numbers (views, in-place operators); they are freed with the last.</para>
/// <para>Shapes are written in brackets: [B, C, H, W] is batch, channels, height, width. A tensor is used by one thread at a time.</para>
/// </remarks>
public sealed partial class Tensor : IDisposable
{
    private nint _handle;

    /// <summary>Takes over one native reference and registers in the thread's scope.</summary>
    internal Tensor(nint handle)
    {
        _handle = handle;
        TensorScope.Current?.Register(this);
    }

    /// <summary>Gives the native reference back if nobody did: the safety net.</summary>
    ~Tensor() => Release();

    /// <summary>The lengths of all dimensions, outermost first; empty for a scalar. A fresh copy.</summary>
    public unsafe long[] Shape
    {
        get
        {
            NativeTensorInfo info = Describe();
            long[] shape = new ReadOnlySpan<long>(info.Sizes, info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return shape;
        }
    }

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Dimensions => Describe().Dimensions;

    /// <summary>The number of elements, the product of <see cref="Shape"/>.</summary>
    public long ElementCount => Describe().Elements;

    /// <summary>The type of the elements.</summary>
    public ScalarType ScalarType => (ScalarType)Describe().ScalarType;

    /// <summary>Where the elements are.</summary>
    public Device Device
    {
        get
        {
            NativeTensorInfo info = Describe();
            return new Device((DeviceType)info.DeviceType, info.DeviceIndex);
        }
    }

    /// <summary>Whether the elements lie row by row without gaps.</summary>
    public bool IsContiguous => Describe().IsContiguous != 0;

    /// <summary>Whether operators on this tensor are recorded for differentiation.</summary>
    /// <exception cref="TorchException">Set on a tensor that was itself computed from recorded ones.</exception>
    public bool RequiresGradient
    {
        get => Describe().RequiresGradient != 0;
        set
        {
            TorchException.ThrowIfFailed(
                NativeMethods.SetRequiresGradient(Handle, value ? 1 : 0, out NativeError error), in error, nameof(RequiresGradient));
            GC.KeepAlive(this);
        }
    }

    /// <summary>What <see cref="Autograd.Backward"/> accumulated, in this tensor's shape; null when nothing yet. Set null
    /// to clear.</summary>
    /// <exception cref="TorchException">Set to a gradient of another shape, type or device.</exception>
    public Tensor? Gradient
    {
        get
        {
            int status = NativeMethods.GetGradient(Handle, out nint gradient, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(Gradient));
            GC.KeepAlive(this);
            return gradient == 0 ? null : new Tensor(gradient);
        }

        set
        {
            TorchException.ThrowIfFailed(
                NativeMethods.SetGradient(Handle, value?.Handle ?? 0, out NativeError error), in error, nameof(Gradient));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }
    }

    /// <summary>Whether the native reference was given back; such a tensor cannot be used.</summary>
    public bool IsDisposed => _handle == 0;

    /// <summary>The scope that owns this tensor, and where in it.</summary>
    internal TensorScope? Scope { get; set; }

    /// <summary>The position in <see cref="Scope"/>'s list.</summary>
    internal int SlotInScope { get; set; }

    /// <summary>The native reference, for a call during which this tensor is kept alive.</summary>
    internal nint Handle
    {
        get
        {
            nint handle = _handle;
            return handle != 0
                ? handle
                : throw new ObjectDisposedException(
                    nameof(Tensor), "The tensor was disposed, or its TensorScope ended. Pass it to the scope's Keep to use it afterwards.");
        }
    }

    /// <summary>The length of one dimension.</summary>
    /// <param name="dimension">Which one, from 0; negative counts from the last.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such dimension.</exception>
    public unsafe long Size(int dimension)
    {
        NativeTensorInfo info = Describe();
        int index = dimension < 0 ? dimension + info.Dimensions : dimension;
        if ((uint)index >= (uint)info.Dimensions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"{this} has dimensions {-info.Dimensions} to {info.Dimensions - 1}.");
        }

        long size = info.Sizes[index];
        GC.KeepAlive(this);
        return size;
    }

    /// <summary>Gives the native reference back. Twice does nothing.</summary>
    public void Dispose()
    {
        if (Scope is { } scope)
        {
            scope.Remove(this);
        }

        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Type, shape and device, as "Tensor float32 [2, 3] cpu".</summary>
    /// <returns>One line; the elements are not shown.</returns>
    public override string ToString()
    {
        if (IsDisposed)
        {
            return "Tensor disposed";
        }

        string type = ScalarType.ToString().ToLowerInvariant();
        string shape = string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return $"Tensor {type} [{shape}] {Device}";
    }

    /// <summary>Disposes tensors that their scope has forgotten, in one native call per group.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "This is the Dispose of many tensors at once.")]
    internal static unsafe void DisposeAll(ReadOnlySpan<Tensor?> tensors)
    {
        const int Group = 128;
        nint* handles = stackalloc nint[Group];
        while (!tensors.IsEmpty)
        {
            ReadOnlySpan<Tensor?> group = tensors[..Math.Min(Group, tensors.Length)];
            int count = 0;
            foreach (Tensor? tensor in group)
            {
                if (tensor is not null)
                {
                    tensor.Scope = null;
                    handles[count++] = Interlocked.Exchange(ref tensor._handle, 0);
                    GC.SuppressFinalize(tensor);
                }
            }

            TorchException.ThrowIfFailed(NativeMethods.Release(handles, count, out NativeError error), in error, "release");
            tensors = tensors[group.Length..];
        }
    }

    /// <summary>Writes the native references of tensors; the caller keeps the tensors alive.</summary>
    internal static void CopyHandles(ReadOnlySpan<Tensor?> tensors, Span<nint> handles)
    {
        for (int i = 0; i < tensors.Length; i++)
        {
            handles[i] = tensors[i]?.Handle ?? 0;
        }
    }

    /// <summary>Keeps tensors from being finalized up to this call.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void KeepAlive(ReadOnlySpan<Tensor?> tensors)
    {
        // The span itself is what keeps them: nothing to do.
    }

    private NativeTensorInfo Describe()
    {
        TorchException.ThrowIfFailed(NativeMethods.Describe(Handle, out NativeTensorInfo info, out NativeError error), in error);
        GC.KeepAlive(this);
        return info;
    }

    private unsafe void Release()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            // The only failure is a destructor's, at which nothing is left to do: a finalizer must not throw.
            _ = NativeMethods.Release(&handle, 1, out _);
        }
    }
}

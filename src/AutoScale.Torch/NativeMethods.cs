using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[module: SkipLocalsInit]

namespace AutoScale.Torch;

/// <summary>The functions of native/autoscale_torch.h, in its order. What they do is said there.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = NativeLibraryLocator.Name;

    static NativeMethods() => NativeLibraryLocator.Register();

    [LibraryImport(Library, EntryPoint = "ats_version")]
    internal static partial int Version(byte* text, int capacity, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_seed")]
    internal static partial int Seed(ulong seed, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_get_threads")]
    internal static partial int GetThreads(out int count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_set_threads")]
    internal static partial int SetThreads(int count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_device_count")]
    internal static partial int DeviceCount(int deviceType, out int count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_device_memory")]
    internal static partial int DeviceMemory(int deviceIndex, out long allocated, out long peak, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_synchronize")]
    internal static partial int Synchronize(int deviceIndex, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_find_operator", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FindOperator(string name, string overload, out nint found, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_argument_count")]
    internal static partial int ArgumentCount(nint callee, out int count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_call")]
    internal static partial int Call(
        nint callee, NativeValue* arguments, int argumentCount, NativeValue* results, int capacity, out int resultCount,
        out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_from_bytes")]
    internal static partial int FromBytes(
        void* bytes, long byteCount, int scalarType, long* sizes, int dimensions, out nint created, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_to_bytes")]
    internal static partial int ToBytes(nint tensor, void* bytes, long byteCount, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_describe")]
    [SuppressGCTransition]
    internal static partial int Describe(nint tensor, out NativeTensorInfo info, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_release")]
    internal static partial int Release(nint* tensors, int count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_live_tensors")]
    [SuppressGCTransition]
    internal static partial int LiveTensors(out long count, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_set_recording")]
    [SuppressGCTransition]
    internal static partial int SetRecording(int enabled, out int previous, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_is_recording")]
    [SuppressGCTransition]
    internal static partial int IsRecording(out int enabled, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_set_requires_grad")]
    internal static partial int SetRequiresGradient(nint tensor, int requiresGradient, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_get_grad")]
    internal static partial int GetGradient(nint tensor, out nint gradient, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_set_grad")]
    internal static partial int SetGradient(nint tensor, nint gradient, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_grad")]
    internal static partial int Gradients(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* outputGradients, int flags, nint* gradients,
        out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_backward")]
    internal static partial int Backward(nint output, int retainGraph, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_gramian")]
    internal static partial int Gramian(nint* gradients, int tasks, int parts, double* entries, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_gramian_of_rows")]
    internal static partial int GramianOfRows(nint rows, double* entries, int entryCount, out NativeError error);

    [LibraryImport(Library, EntryPoint = "ats_combine")]
    internal static partial int Combine(nint* gradients, int tasks, int parts, double* weights, nint* combined, out NativeError error);
}

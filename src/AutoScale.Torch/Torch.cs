using System.Text;

namespace AutoScale.Torch;

/// <summary>libtorch as a whole: version, random numbers, threads and devices.</summary>
public static class Torch
{
    /// <summary>libtorch's version, as "1.13.0".</summary>
    public static unsafe string Version
    {
        get
        {
            const int Capacity = 64;
            byte* text = stackalloc byte[Capacity];
            TorchException.ThrowIfFailed(NativeMethods.Version(text, Capacity, out NativeError error), in error, nameof(Version));
            ReadOnlySpan<byte> bytes = new(text, Capacity);
            return Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);
        }
    }

    /// <summary>How many CPU threads one operator may use, whichever thread calls it. At least 1; at first one per core, or what
    /// OMP_NUM_THREADS says.</summary>
    /// <exception cref="TorchException">Set below 1.</exception>
    public static int Threads
    {
        get
        {
            TorchException.ThrowIfFailed(NativeMethods.GetThreads(out int count, out NativeError error), in error, nameof(Threads));
            return count;
        }
        set => TorchException.ThrowIfFailed(NativeMethods.SetThreads(value, out NativeError error), in error, nameof(Threads));
    }

    /// <summary>How many CPU threads one operator might use at first: one per core, or what OMP_NUM_THREADS says. Setting <see cref="Threads"/> does not change it.</summary>
    public static int DefaultThreads
    {
        get
        {
            _ = Threads; // Loads the library, if nothing has yet.
            return NativeLibraryLocator.FirstThreads;
        }
    }

    /// <summary>How many CUDA devices there are; 0 in a build of libtorch without CUDA.</summary>
    public static int CudaDeviceCount
    {
        get
        {
            int status = NativeMethods.DeviceCount((int)DeviceType.Cuda, out int count, out NativeError error);
            TorchException.ThrowIfFailed(status, in error, nameof(CudaDeviceCount));
            return count;
        }
    }

    /// <summary>Native tensor references held by all <see cref="Tensor"/> objects of the process. Stays level when nothing leaks.</summary>
    public static long LiveTensorCount
    {
        get
        {
            TorchException.ThrowIfFailed(NativeMethods.LiveTensors(out long count, out NativeError error), in error);
            return count;
        }
    }

    /// <summary>Seeds libtorch's random number generators, of the CPU and every CUDA device: the same seed repeats the same
    /// numbers.</summary>
    /// <param name="seed">The seed.</param>
    public static void Seed(ulong seed) =>
        TorchException.ThrowIfFailed(NativeMethods.Seed(seed, out NativeError error), in error, nameof(Seed));

    /// <summary>Bytes that tensors occupy on a device now.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bytes; 0 for the CPU, which libtorch does not count, and before libtorch 2.9, which does not tell.</returns>
    public static long MemoryAllocated(Device device) => Memory(device).Allocated;

    /// <summary>The most bytes that tensors occupied on a device at any time.</summary>
    /// <param name="device">The device.</param>
    /// <returns>The bytes; 0 for the CPU, which libtorch does not count, and before libtorch 2.9, which does not tell.</returns>
    public static long PeakMemoryAllocated(Device device) => Memory(device).Peak;

    /// <summary>Waits until a device has done all work given to it. The CPU is never behind.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="TorchException">This machine or libtorch lacks the device.</exception>
    public static void Synchronize(Device device)
    {
        if (device.Type == DeviceType.Cuda)
        {
            TorchException.ThrowIfFailed(NativeMethods.Synchronize(device.Index, out NativeError error), in error, nameof(Synchronize));
        }
    }

    private static (long Allocated, long Peak) Memory(Device device)
    {
        if (device.Type != DeviceType.Cuda)
        {
            return (0, 0);
        }

        int status = NativeMethods.DeviceMemory(device.Index, out long allocated, out long peak, out NativeError error);
        TorchException.ThrowIfFailed(status, in error, nameof(MemoryAllocated));
        return (allocated, peak);
    }
}

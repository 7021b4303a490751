using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <summary>Keeps memory that tensors gave back for the tensors of the next step.</summary>
/// <remarks>
/// By its defaults the C library returns large blocks to the system at once, and gets them back, page by page, a moment later: more than half the time
/// of a training step went there. The process keeps what it held at its peak; MALLOC_TRIM_THRESHOLD_ or MALLOC_MMAP_THRESHOLD_ in the
/// environment say otherwise and are left alone. A C library without mallopt manages its memory its own way.
/// </remarks>
internal static partial class FreedMemory
{
    // Parameters and meaning: mallopt(3).
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int PadBytes = 64 << 20;

    internal static void Keep()
    {
        if (Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is not null || Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is not null)
        {
            return;
        }

        try
        {
            _ = SetOption(MmapThreshold, int.MaxValue);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, PadBytes);
        }
        catch (EntryPointNotFoundException)
        {
            // Not glibc: nothing to set.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}

namespace AutoScale.Torch.Tests;

/// <summary>The count of live tensors, as a test of leaks needs it.</summary>
internal static class LiveTensors
{
    /// <summary>Counts once the collector has taken what earlier tests left lying, so that it cannot do so during this one.</summary>
    public static long CountAfterCollection()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Torch.LiveTensorCount;
    }
}

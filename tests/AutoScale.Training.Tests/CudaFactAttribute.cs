namespace AutoScale.Training.Tests;

/// <summary>A fact that needs a GPU, skipped with a message where libtorch sees none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute()
    {
        if (Torch.Torch.CudaDeviceCount == 0)
        {
            Skip = "No CUDA device: build against a CUDA libtorch with AUTOSCALE_LIBTORCH on a machine with a GPU.";
        }
    }
}

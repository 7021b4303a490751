namespace AutoScale.Torch;

/// <summary>A kind of device, with libtorch's numbers.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA graphics processor.</summary>
    Cuda = 1,
}

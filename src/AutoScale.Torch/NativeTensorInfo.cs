using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <summary>What a tensor is; the header's ats_tensor_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTensorInfo
{
    public long Elements;
    public long* Sizes;
    public void* Data;
    public int Dimensions;
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public int IsContiguous;
    public int RequiresGradient;
}

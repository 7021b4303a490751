using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <summary>What a <see cref="NativeValue"/> holds; the header's ATS_* numbers.</summary>
internal enum NativeTag
{
    None = 0,
    Bool = 1,
    Int = 2,
    Double = 3,
    Tensor = 4,
    IntList = 5,
    DoubleList = 6,
    BoolList = 7,
    TensorList = 8,
    OptionalTensorList = 9,
    String = 10,
    Device = 11,
}

/// <summary>One operator argument or result; the header's ats_value.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)]
    public NativeTag Tag;

    [FieldOffset(4)]
    public int Length;

    [FieldOffset(8)]
    public long Integer;

    [FieldOffset(8)]
    public double Number;

    [FieldOffset(8)]
    public nint Pointer;
}

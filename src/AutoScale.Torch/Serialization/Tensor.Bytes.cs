namespace AutoScale.Torch;

/// <content>Direct access to this tensor's memory.</content>
public sealed partial class Tensor
{
    /// <summary>What is done with a part of a tensor's memory.</summary>
    internal delegate void BytesAction(Span<byte> bytes);

    /// <summary>Hands out the memory of a contiguous CPU tensor from first byte to last, in parts of a limited size.</summary>
    /// <exception cref="InvalidOperationException">The tensor is on another device or has gaps.</exception>
    internal unsafe void ForEachPart(long byteCount, int partBytes, BytesAction action)
    {
        NativeTensorInfo info = Describe();
        if (info.DeviceType != (int)DeviceType.Cpu || info.IsContiguous == 0)
        {
            throw new InvalidOperationException($"Only a contiguous CPU tensor has plain memory; got {this}.");
        }

        byte* data = (byte*)info.Data;
        for (long done = 0; done < byteCount; done += partBytes)
        {
            action(new Span<byte>(data + done, (int)Math.Min(partBytes, byteCount - done)));
        }

        GC.KeepAlive(this);
    }
}

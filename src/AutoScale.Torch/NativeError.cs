using System.Runtime.CompilerServices;
using System.Text;

namespace AutoScale.Torch;

/// <summary>The buffer a failing native function writes its reason to: zero-terminated UTF-8.</summary>
[InlineArray(Size)]
internal struct NativeError
{
    private const int Size = 1024;
    private byte _first;

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> text = this;
        int end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }
}

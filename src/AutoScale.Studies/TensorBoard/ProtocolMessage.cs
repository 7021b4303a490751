using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AutoScale.Studies.TensorBoard;

/// <summary>A protocol buffer message that is put together field by field: as much of the format as TensorBoard's events need.</summary>
/// <remarks>Source: Google, "Protocol Buffers: Encoding". A field is its number and wire type as a varint, then the value. Not thread-safe.</remarks>
internal sealed class ProtocolMessage
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int LengthPrefixed = 2;
    private const int FourBytes = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Adds an int64 or enumeration field.</summary>
    public ProtocolMessage Add(int field, long value)
    {
        Write((field << 3) | Varint);
        Write(value);
        return this;
    }

    /// <summary>Adds a double field.</summary>
    public ProtocolMessage Add(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Write((field << 3) | EightBytes);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds a float field.</summary>
    public ProtocolMessage Add(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Write((field << 3) | FourBytes);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds a string field.</summary>
    public ProtocolMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a message field.</summary>
    public ProtocolMessage Add(int field, ProtocolMessage value) => Add(field, value.Bytes);

    private ProtocolMessage Add(int field, ReadOnlySpan<byte> value)
    {
        Write((field << 3) | LengthPrefixed);
        Write(value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Writes a varint: seven bits a byte, the lowest first, the highest bit set on all but the last.</summary>
    private void Write(long value)
    {
        ulong rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            _bytes.Write([(byte)(rest | 0x80)]);
        }

        _bytes.Write([(byte)rest]);
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace AutoScale.Studies.TensorBoard;

/// <summary>Writes the framing of TensorFlow's record files: a length, the length's checksum, the content, the content's checksum.</summary>
/// <remarks>Source: TensorFlow, "TFRecord and tf.train.Example", section "TFRecords format details". Each record is one write, so that a
/// process that is killed leaves whole records. Not thread-safe.</remarks>
/// <param name="stream">Receives the records.</param>
internal sealed class RecordWriter(Stream stream)
{
    private const int Overhead = sizeof(ulong) + (2 * sizeof(uint));
    private const uint MaskDelta = 0xA282EAD8;

    /// <summary>Adds a record.</summary>
    /// <param name="content">What it holds.</param>
    public void Write(ReadOnlySpan<byte> content)
    {
        byte[] record = new byte[content.Length + Overhead];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedChecksum(record.AsSpan(0, 8)));
        content.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + content.Length), MaskedChecksum(content));
        stream.Write(record);
    }

    /// <summary>CRC-32C, rotated right by 15 bits plus a constant: a checksum of data that may hold checksums itself.</summary>
    /// <param name="bytes">The data.</param>
    /// <returns>The masked checksum.</returns>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return BitOperations.RotateRight(~checksum, 15) + MaskDelta;
    }
}

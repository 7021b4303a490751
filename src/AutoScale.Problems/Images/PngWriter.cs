using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoScale.Problems.Images;

/// <summary>Writes an 8-bit RGB picture as PNG.</summary>
/// <remarks>Source: W3C, "Portable Network Graphics (PNG) Specification". Each row takes the filter with the smallest sum of absolute
/// differences, which is the specification's own advice for pictures.</remarks>
public static class PngWriter
{
    private const int FilterCount = 5;
    private const int BytesPerPixel = 3;

    private static readonly byte[] _signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] _crcTable = CreateCrcTable();

    /// <summary>Writes a picture.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="rgb">Red, green and blue bytes row by row from the top left, [height, width, 3].</param>
    /// <param name="width">Pixels in a row. At least 1.</param>
    /// <param name="height">Rows. At least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="rgb"/> does not have height × width × 3 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> rgb, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (rgb.Length != (long)width * height * BytesPerPixel)
        {
            throw new ArgumentException(
                $"rgb needs {height} x {width} x 3 = {(long)width * height * BytesPerPixel} bytes, got {rgb.Length}.", nameof(rgb));
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits per channel
        header[9] = 2; // truecolour
        stream.Write(_signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(rgb, width * BytesPerPixel));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Compress(ReadOnlySpan<byte> rgb, int stride)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize))
        {
            byte[] previous = new byte[stride];
            byte[] best = new byte[stride];
            byte[] trial = new byte[stride];
            for (int start = 0; start < rgb.Length; start += stride)
            {
                ReadOnlySpan<byte> row = rgb.Slice(start, stride);
                byte filter = ChooseFilter(row, previous, trial, best);
                zlib.WriteByte(filter);
                zlib.Write(best);
                row.CopyTo(previous);
            }
        }

        return packed.ToArray();
    }

    private static byte ChooseFilter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, byte[] trial, byte[] best)
    {
        long smallest = long.MaxValue;
        byte chosen = 0;
        for (byte filter = 0; filter < FilterCount; filter++)
        {
            long sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                trial[i] = (byte)(row[i] - Predict(filter, row, previous, i));
                sum += Math.Abs((sbyte)trial[i] + 0);
            }

            if (sum < smallest)
            {
                smallest = sum;
                chosen = filter;
                trial.CopyTo(best, 0);
            }
        }

        return chosen;
    }

    private static int Predict(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int index)
    {
        int left = index < BytesPerPixel ? 0 : row[index - BytesPerPixel];
        int above = previous[index];
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => above,
            3 => (left + above) / 2,
            _ => Paeth(left, above, index < BytesPerPixel ? 0 : previous[index - BytesPerPixel]),
        };
    }

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toCorner = Math.Abs(estimate - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = _crcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint value = n;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[n] = value;
        }

        return table;
    }
}

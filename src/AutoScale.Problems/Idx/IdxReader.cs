using System.Buffers.Binary;
using System.IO.Compression;
using AutoScale.Runs;

namespace AutoScale.Problems.Idx;

/// <summary>Reads idx files of bytes, plain or gzip-compressed: the format of MNIST and the data sets made in its likeness.</summary>
/// <remarks>Two zero bytes, a type byte (8 is unsigned bytes), the number of dimensions, one big-endian 32-bit size per dimension,
/// the values. Compression is told by content, not by name.
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".</remarks>
public static class IdxReader
{
    private const byte UnsignedByte = 8;
    private const int MaxDimensions = 4;
    private const int Chunk = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have: 3 for images, 1 for labels.</param>
    /// <returns>The array.</returns>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="IdxException">The file is not an idx file of bytes, is truncated, or goes on after its end.</exception>
    public static IdxArray Read(string path, int dimensions)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk);
        return Read(stream, path, dimensions);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The file's content; must be able to seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="dimensions">How many dimensions it must have. 1 to 4.</param>
    /// <returns>The array.</returns>
    /// <exception cref="IdxException">As for a file.</exception>
    public static IdxArray Read(Stream stream, string name, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MaxDimensions);
        bool packed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        try
        {
            if (!packed)
            {
                return ReadPlain(stream, name, dimensions);
            }

            using UnendingStream file = new(stream);
            using GZipStream unpacked = new(file, CompressionMode.Decompress);
            return ReadPlain(unpacked, name, dimensions);
        }
        catch (InvalidDataException error)
        {
            throw new IdxException($"{name} is not a whole gzip file. Download it again.", error);
        }
    }

    private static IdxArray ReadPlain(Stream stream, string name, int dimensions)
    {
        int[] shape = ReadHeader(stream, name, dimensions);
        long length = 1;
        foreach (int size in shape)
        {
            length *= size;
            if (length > Array.MaxLength)
            {
                throw new IdxException($"{name} announces {Describe(shape)} bytes, more than one array can hold. The header is damaged.");
            }
        }

        byte[] values = ReadValues(stream, name, shape, length);
        if (stream.ReadByte() >= 0)
        {
            throw new IdxException(
                $"{name} goes on after the {Wording.Count(length, "byte")} its header {Describe(shape)} announces. "
                + "The file is damaged or two files were joined: download it again.");
        }

        return new IdxArray(shape, values);
    }

    private static int[] ReadHeader(Stream stream, string name, int dimensions)
    {
        byte[] header = new byte[4 + (4 * dimensions)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got >= 4 && (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions))
        {
            throw new IdxException(
                $"{name} is not an idx file of bytes with {dimensions} dimension(s): expected it to begin with 00-00-08-0{dimensions}, "
                + $"got {BitConverter.ToString(header, 0, 4)}. Images begin with 00-00-08-03, labels with 00-00-08-01. Download it again, or put the right file there.");
        }

        if (got < header.Length)
        {
            throw new IdxException($"{name} is truncated: expected an idx header of {header.Length} bytes, got {got}. Download it again.");
        }

        int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + (4 * i)));
            if (size is < 1 or > int.MaxValue)
            {
                throw new IdxException($"{name} gives dimension {i} the size {size}; a size is 1 to {int.MaxValue}. The header is damaged.");
            }

            shape[i] = (int)size;
        }

        return shape;
    }

    /// <summary>Grows the array with what really comes, so that a damaged header cannot ask for gigabytes.</summary>
    private static byte[] ReadValues(Stream stream, string name, int[] shape, long length)
    {
        byte[] values = new byte[Math.Min(length, Chunk)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled == length)
            {
                return values;
            }

            if (filled < values.Length)
            {
                throw new IdxException(
                    $"{name} is truncated: its header {Describe(shape)} announces {Wording.Count(length, "byte")}, got {filled}. Download it again.");
            }

            Array.Resize(ref values, (int)Math.Min(length, 4L * values.Length));
        }
    }

    private static string Describe(int[] shape) => $"[{string.Join(", ", shape)}]";
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AutoScale.Problems.Scenes;

/// <summary>The file format of a cached scene set.</summary>
/// <remarks>Little-endian: the 8 bytes "ASSCENES", then 32-bit format version, generator version, height, width, training, validation and
/// test images, four zero bytes, 64-bit seed; the arrays of <see cref="SceneSet"/> in their order; the SHA-256 of everything before it.
/// Nothing is compressed: sensor noise does not shrink.</remarks>
internal static class SceneFile
{
    private const int FormatVersion = 1;
    private const int HeaderLength = 48;
    private const int Chunk = 1 << 18;
    private const int PartCount = 5;
    private const int BytesPerPixel = 3 + 1 + 4 + 3 + 1;

    /// <summary>Writes a set.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="set">The set.</param>
    /// <param name="options">What it was generated from.</param>
    public static void Write(Stream stream, SceneSet set, SceneOptions options)
    {
        RequireLittleEndian();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = Header(options);
        hash.AppendData(header);
        stream.Write(header);
        for (int part = 0; part < PartCount; part++)
        {
            Span<byte> bytes = Part(set, part);
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Reads a set.</summary>
    /// <param name="stream">The file; must be able to seek.</param>
    /// <param name="options">What it must have been generated from.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InvalidDataException">The file is of another set or version, is truncated or damaged.</exception>
    public static SceneSet Read(Stream stream, SceneOptions options)
    {
        RequireLittleEndian();
        byte[] header = new byte[HeaderLength];
        int got = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (got < HeaderLength || !header.AsSpan().SequenceEqual(Header(options)))
        {
            throw new InvalidDataException("its header is not that of this set and version.");
        }

        long pixels = (long)options.Count * options.Height * options.Width;
        long expected = HeaderLength + (pixels * BytesPerPixel) + SHA256.HashSizeInBytes;
        if (stream.Length != expected)
        {
            throw new InvalidDataException($"expected {expected} bytes, got {stream.Length}.");
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        SceneSet set = new(options.Count, options.Height, options.Width);
        for (int part = 0; part < PartCount; part++)
        {
            ReadPart(stream, Part(set, part), hash);
        }

        byte[] checksum = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(checksum);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(checksum))
        {
            throw new InvalidDataException("its checksum does not match.");
        }

        return set;
    }

    private static void ReadPart(Stream stream, Span<byte> bytes, IncrementalHash hash)
    {
        while (bytes.Length > 0)
        {
            Span<byte> chunk = bytes[..Math.Min(bytes.Length, Chunk)]; // hashed while it is still in the processor's cache
            stream.ReadExactly(chunk);
            hash.AppendData(chunk);
            bytes = bytes[chunk.Length..];
        }
    }

    private static Span<byte> Part(SceneSet set, int part) => part switch
    {
        0 => set.Rgb,
        1 => set.Segmentation,
        2 => MemoryMarshal.AsBytes(set.Depth.AsSpan()),
        3 => MemoryMarshal.AsBytes(set.Normals.AsSpan()),
        _ => set.Edges,
    };

    private static byte[] Header(SceneOptions options)
    {
        byte[] header = new byte[HeaderLength];
        "ASSCENES"u8.CopyTo(header);
        ReadOnlySpan<int> numbers =
        [
            FormatVersion, SceneGenerator.Version, options.Height, options.Width,
            options.TrainCount, options.ValidationCount, options.TestCount,
        ];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8 + (4 * i)), numbers[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), options.Seed);
        return header;
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Scene files are little-endian and read as they lie; this machine is big-endian.");
        }
    }
}

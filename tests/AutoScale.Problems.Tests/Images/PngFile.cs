using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoScale.Problems.Tests.Images;

/// <summary>Reads an RGB picture back, independently of the writer.</summary>
internal static class PngFile
{
    /// <summary>Undoes the filters as the specification defines them, one pixel at a time.</summary>
    public static (byte[] Rgb, int Width, int Height) Decode(byte[] file)
    {
        (int width, int height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        Assert.Equal("IDAT"u8.ToArray(), file[37..41]);
        using ZLibStream zlib = new(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using MemoryStream raw = new();
        zlib.CopyTo(raw);
        byte[] rows = raw.ToArray();
        int stride = width * 3;
        byte[] rgb = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            byte filter = rows[y * (stride + 1)];
            for (int x = 0; x < stride; x++)
            {
                int a = x < 3 ? 0 : rgb[(y * stride) + x - 3];
                int b = y == 0 ? 0 : rgb[((y - 1) * stride) + x];
                int c = x < 3 || y == 0 ? 0 : rgb[((y - 1) * stride) + x - 3];
                int guess = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => throw new InvalidDataException() };
                rgb[(y * stride) + x] = (byte)(rows[(y * (stride + 1)) + 1 + x] + guess);
            }
        }

        return (rgb, width, height);
    }

    private static int Paeth(int a, int b, int c)
    {
        (int Distance, int Value)[] candidates = [(Math.Abs(b - c), a), (Math.Abs(a - c), b), (Math.Abs(a + b - (2 * c)), c)];
        return candidates.MinBy(candidate => candidate.Distance).Value;
    }
}

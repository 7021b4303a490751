using System.Buffers.Binary;
using System.IO.Compression;
using AutoScale.Problems.Images;

namespace AutoScale.Problems.Tests.Images;

public sealed class PngWriterTests
{
    [Fact]
    public void Write_OnePixel_HasSignatureHeaderAndEnd()
    {
        byte[] file = Encode([1, 2, 3], 1, 1);

        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file.AsSpan(0, 8)));
        Assert.Equal("0000000D4948445200000001000000010802000000907753DE", Convert.ToHexString(file.AsSpan(8, 25)));
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(file.AsSpan(^12)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(64, 33)]
    public void Write_RandomPicture_DecodesToTheSamePixels(int width, int height)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(width).NextBytes(rgb);

        Assert.Equal(rgb, Decode(Encode(rgb, width, height), width, height));
    }

    [Fact]
    public void Write_SmoothPicture_UsesFiltersAndDecodesToTheSamePixels()
    {
        const int Side = 48;
        byte[] rgb = new byte[Side * Side * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)((i / 3 % Side * 2) + (i / 3 / Side * 3));
        }

        byte[] file = Encode(rgb, Side, Side);

        Assert.Equal(rgb, Decode(file, Side, Side));
        Assert.InRange(file.Length, 1, rgb.Length / 10);
    }

    [Fact]
    public void Write_WrongLength_SaysWhatWasExpected()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => PngWriter.Write(Stream.Null, new byte[11], 2, 2));

        Assert.Contains("2 x 2 x 3 = 12 bytes, got 11", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Encode(byte[] rgb, int width, int height)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, rgb, width, height);
        return stream.ToArray();
    }

    /// <summary>Undoes the filters as the specification defines them, one pixel at a time.</summary>
    private static byte[] Decode(byte[] file, int width, int height)
    {
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

        return rgb;
    }

    private static int Paeth(int a, int b, int c)
    {
        (int Distance, int Value)[] candidates = [(Math.Abs(b - c), a), (Math.Abs(a - c), b), (Math.Abs(a + b - (2 * c)), c)];
        return candidates.MinBy(candidate => candidate.Distance).Value;
    }
}

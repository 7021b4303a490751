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

        Assert.Equal(rgb, PngFile.Decode(Encode(rgb, width, height)).Rgb);
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

        Assert.Equal(rgb, PngFile.Decode(file).Rgb);
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
}

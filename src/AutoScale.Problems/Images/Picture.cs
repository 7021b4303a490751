using AutoScale.Runs;

namespace AutoScale.Problems.Images;

/// <summary>A small RGB picture, painted pixel by pixel.</summary>
/// <param name="width">Pixels in a row. At least 1.</param>
/// <param name="height">Rows. At least 1.</param>
internal sealed class Picture(int width, int height)
{
    private const int UsefulWidth = 140; // screen pixels from which on a picture is large enough to look at

    private readonly byte[] _rgb = new byte[width * height * 3];

    /// <summary>Pixels of the whole picture.</summary>
    public int PixelCount => width * height;

    /// <summary>The red, green and blue byte of a pixel, counted row by row from the top left.</summary>
    public Span<byte> this[int pixel] => _rgb.AsSpan(pixel * 3, 3);

    /// <summary>A grey picture.</summary>
    /// <param name="shades">0 for black to 1 for white, row by row; what lies outside is cut off. Shape [height, width].</param>
    /// <param name="width">Pixels in a row.</param>
    /// <returns>The picture.</returns>
    public static Picture Grey(ReadOnlySpan<float> shades, int width)
    {
        Picture picture = new(width, shades.Length / width);
        for (int pixel = 0; pixel < shades.Length; pixel++)
        {
            picture[pixel].Fill(Shade(255 * shades[pixel]));
        }

        return picture;
    }

    /// <summary>The nearest byte; 0 for NaN.</summary>
    public static byte Shade(double value) => (byte)Math.Round(Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 255));

    /// <summary>The picture as a PNG file, every pixel a square so large that the picture is wide enough to look at.</summary>
    /// <param name="label">What it shows.</param>
    /// <returns>The labelled file.</returns>
    public SamplePicture ToSample(string label)
    {
        int scale = Math.Max(1, (UsefulWidth + width - 1) / width);
        Picture large = new(width * scale, height * scale);
        for (int y = 0; y < height * scale; y++)
        {
            for (int x = 0; x < width * scale; x++)
            {
                this[(y / scale * width) + (x / scale)].CopyTo(large[(y * width * scale) + x]);
            }
        }

        using MemoryStream stream = new();
        PngWriter.Write(stream, large._rgb, width * scale, height * scale);
        return new SamplePicture(label, stream.ToArray());
    }
}

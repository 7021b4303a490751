using AutoScale.Problems.Images;

namespace AutoScale.Problems.Scenes;

/// <summary>The colours in which scenes, their labels and predictions are shown: each takes a pixel's channels and writes red, green and blue.</summary>
internal static class ScenePalette
{
    private const float Farthest = 7; // metres shown as white
    private const int EdgeShade = 20;

    private static readonly byte[][] _classes =
    [
        [214, 69, 80], [86, 158, 90], [238, 226, 160], [47, 120, 190], [200, 150, 100], [130, 80, 160], [90, 205, 205], [230, 90, 190],
        [170, 190, 70], [245, 180, 160], [20, 20, 30], [176, 176, 182], [190, 225, 255],
    ];

    /// <summary>A scene's own colours, 0..255.</summary>
    public static void Rgb(ReadOnlySpan<float> channels, Span<byte> colour)
    {
        for (int i = 0; i < colour.Length; i++)
        {
            colour[i] = Picture.Shade(channels[i]);
        }
    }

    /// <summary>A colour per <see cref="SceneClass"/>.</summary>
    public static void Class(ReadOnlySpan<float> channels, Span<byte> colour) => _classes[(int)channels[0]].CopyTo(colour);

    /// <summary>The farther, the lighter; in metres.</summary>
    public static void Depth(ReadOnlySpan<float> channels, Span<byte> colour) => colour.Fill((byte)(255 * Math.Clamp(channels[0] / Farthest, 0, 1)));

    /// <summary>x as red, y as green, and how far the surface faces the camera as blue; components of −1 to 1.</summary>
    public static void Normal(ReadOnlySpan<float> channels, Span<byte> colour) =>
        Rgb([Shift(channels[0]), Shift(channels[1]), Shift(-channels[2])], colour);

    /// <summary>The likelier an edge, the darker; a probability.</summary>
    public static void Edge(ReadOnlySpan<float> channels, Span<byte> colour) => colour.Fill(Picture.Shade(255 - ((255 - EdgeShade) * channels[0])));

    private static float Shift(float component) => 128 + (component * (float)SceneSet.NormalScale);
}

namespace AutoScale.Problems.Scenes;

/// <summary>A picture of scenes and their labels: one column a scene; rows are colours, segmentation, depth, normals and edges.</summary>
public static class SceneSheet
{
    private const int Rows = 5;
    private const int Gap = 2;
    private const float Farthest = 7; // metres shown as white

    private static readonly byte[][] _palette =
    [
        [214, 69, 80], [86, 158, 90], [238, 226, 160], [47, 120, 190], [200, 150, 100], [130, 80, 160], [90, 205, 205], [230, 90, 190],
        [170, 190, 70], [245, 180, 160], [20, 20, 30], [176, 176, 182], [190, 225, 255],
    ];

    /// <summary>Draws the sheet.</summary>
    /// <param name="set">The scenes.</param>
    /// <param name="images">Which to show, left to right. At least one.</param>
    /// <param name="scale">Screen pixels per pixel. At least 1.</param>
    /// <returns>Red, green and blue bytes row by row, with the picture's width and height in pixels.</returns>
    public static (byte[] Rgb, int Width, int Height) Draw(SceneSet set, ReadOnlySpan<int> images, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfZero(images.Length, nameof(images));
        int width = (images.Length * ((set.Width * scale) + Gap)) - Gap;
        int height = (Rows * ((set.Height * scale) + Gap)) - Gap;
        byte[] rgb = new byte[width * height * 3];
        rgb.AsSpan().Fill(255);
        for (int i = 0; i < images.Length; i++)
        {
            for (int row = 0; row < Rows; row++)
            {
                int at = (row * ((set.Height * scale) + Gap) * width) + (i * ((set.Width * scale) + Gap));
                Paint(rgb.AsSpan(at * 3), width, new View(set, images[i], row), scale);
            }
        }

        return (rgb, width, height);
    }

    private static void Paint(Span<byte> target, int width, View view, int scale)
    {
        Span<byte> colour = stackalloc byte[3];
        for (int y = 0; y < view.Set.Height * scale; y++)
        {
            for (int x = 0; x < view.Set.Width * scale; x++)
            {
                Colour(view, (y / scale * view.Set.Width) + (x / scale), colour);
                colour.CopyTo(target[(((y * width) + x) * 3)..]);
            }
        }
    }

    private static void Colour(View view, int pixel, Span<byte> colour)
    {
        SceneSet set = view.Set;
        int plane = set.Height * set.Width;
        int at = (view.Image * plane) + pixel;
        int planar = (3 * view.Image * plane) + pixel;
        switch (view.Row)
        {
            case 0:
                (colour[0], colour[1], colour[2]) = (set.Rgb[planar], set.Rgb[planar + plane], set.Rgb[planar + (2 * plane)]);
                break;
            case 1:
                _palette[set.Segmentation[at]].CopyTo(colour);
                break;
            case 2:
                colour.Fill((byte)(255 * Math.Clamp(set.Depth[at] / Farthest, 0, 1)));
                break;
            case 3:
                (colour[0], colour[1], colour[2]) =
                    (Shift(set.Normals[planar]), Shift(set.Normals[planar + plane]), Shift((sbyte)-set.Normals[planar + (2 * plane)]));
                break;
            default:
                colour.Fill(set.Edges[at] == 0 ? (byte)255 : (byte)20);
                break;
        }
    }

    private static byte Shift(sbyte component) => (byte)(component + 128);

    private readonly record struct View(SceneSet Set, int Image, int Row);
}

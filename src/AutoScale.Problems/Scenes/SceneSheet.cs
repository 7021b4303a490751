namespace AutoScale.Problems.Scenes;

/// <summary>A picture of scenes and their labels: one column a scene; rows are colours, segmentation, depth, normals and edges.</summary>
public static class SceneSheet
{
    private const int Rows = 5;
    private const int Gap = 2;

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
                ScenePalette.Rgb([set.Rgb[planar], set.Rgb[planar + plane], set.Rgb[planar + (2 * plane)]], colour);
                break;
            case 1:
                ScenePalette.Class([set.Segmentation[at]], colour);
                break;
            case 2:
                ScenePalette.Depth([set.Depth[at]], colour);
                break;
            case 3:
                ScenePalette.Normal([Component(planar), Component(planar + plane), Component(planar + (2 * plane))], colour);
                break;
            default:
                ScenePalette.Edge([set.Edges[at]], colour);
                break;
        }

        float Component(int index) => (float)(set.Normals[index] / SceneSet.NormalScale);
    }

    private readonly record struct View(SceneSet Set, int Image, int Row);
}

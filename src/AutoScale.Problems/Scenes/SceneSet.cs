namespace AutoScale.Problems.Scenes;

/// <summary>Images of indoor scenes with their labels, in plain arrays; channels are planes.</summary>
public sealed class SceneSet
{
    /// <summary>Classes of the segmentation: the values of <see cref="SceneClass"/>.</summary>
    public const int ClassCount = 13;

    /// <summary>A stored normal component of 127 is a component of 1.</summary>
    public const double NormalScale = 127;

    /// <summary>Creates a set of black images.</summary>
    /// <param name="count">How many images. At least 0.</param>
    /// <param name="height">Rows of an image. At least 1.</param>
    /// <param name="width">Pixels in a row. At least 1.</param>
    public SceneSet(int count, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Count = count;
        Height = height;
        Width = width;
        int pixels = checked(count * height * width);
        Rgb = new byte[checked(3 * pixels)];
        Segmentation = new byte[pixels];
        Depth = new float[pixels];
        Normals = new sbyte[3 * pixels];
        Edges = new byte[pixels];
    }

    /// <summary>How many images.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Colours, 0..255, [Count, 3, Height, Width].</summary>
    public byte[] Rgb { get; }

    /// <summary>Class of each pixel, a <see cref="SceneClass"/>, [Count, Height, Width].</summary>
    public byte[] Segmentation { get; }

    /// <summary>Depth along the camera's axis in metres, [Count, Height, Width].</summary>
    public float[] Depth { get; }

    /// <summary>Unit normals times <see cref="NormalScale"/>, [Count, 3, Height, Width]; axes: x right, y up, z ahead.</summary>
    public sbyte[] Normals { get; }

    /// <summary>1 where a thing ends or the depth jumps, else 0, [Count, Height, Width].</summary>
    public byte[] Edges { get; }
}

using AutoScale.Runs;

namespace AutoScale.Problems.Idx;

/// <summary>Grey images of one size with a label each.</summary>
public sealed class LabelledImages
{
    /// <summary>Joins images and labels.</summary>
    /// <param name="images">Grey values, 0 black to 255 white, [Count, Height, Width].</param>
    /// <param name="labels">One label per image, [Count].</param>
    /// <param name="name">What messages call them.</param>
    /// <exception cref="IdxException">Their counts differ.</exception>
    public LabelledImages(IdxArray images, IdxArray labels, string name)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new IdxException(
                $"{name} has {Wording.Count(images.Shape[0], "image")} but {Wording.Count(labels.Shape[0], "label")}. The two files do not belong together: download both again.");
        }

        Count = images.Shape[0];
        Height = images.Shape[1];
        Width = images.Shape[2];
        Pixels = images.Values;
        Labels = labels.Values;
    }

    /// <summary>How many images.</summary>
    public int Count { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Grey values, 0 black to 255 white, [Count, Height, Width].</summary>
    public byte[] Pixels { get; }

    /// <summary>One label per image, [Count].</summary>
    public byte[] Labels { get; }

    /// <summary>The grey values of one image, [Height, Width].</summary>
    /// <param name="image">Which, 0 to Count - 1.</param>
    public ReadOnlySpan<byte> Image(int image) => Pixels.AsSpan(image * Height * Width, Height * Width);
}

namespace AutoScale.Torch;

/// <summary>Enlarges pictures by a whole factor with bilinear interpolation between pixel centres.</summary>
/// <remarks>Input [N, C, H, W], output [N, C, scale·H, scale·W]. Pixel i of the output samples the input at (i + ½)/scale − ½, held at
/// the borders.</remarks>
public sealed class UpsampleBilinear2d : Layer
{
    private readonly long _scale;

    /// <summary>Creates the layer.</summary>
    /// <param name="scale">The factor on height and width. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is below 1.</exception>
    public UpsampleBilinear2d(long scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        _scale = scale;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        long[] shape = input.Shape;
        if (shape.Length != 4)
        {
            throw new ArgumentException($"UpsampleBilinear2d needs an input of shape [N, C, H, W]; got {input}.", nameof(input));
        }

        return Functional.UpsampleBilinear2d(input, shape[2] * _scale, shape[3] * _scale);
    }
}

namespace AutoScale.Torch;

/// <summary>The means of height × width windows that cover the input, whatever its size.</summary>
/// <remarks>Input [N, C, H, W], output [N, C, height, width]. Window i covers the rows ⌊i·H/height⌋ to ⌈(i + 1)·H/height⌉, end
/// exclusive.</remarks>
public sealed class AdaptiveAveragePool2d : Layer
{
    private readonly long _height;
    private readonly long _width;

    /// <summary>Creates the layer.</summary>
    /// <param name="height">Height of the output in pixels. At least 1.</param>
    /// <param name="width">Width of the output in pixels. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public AdaptiveAveragePool2d(long height, long width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _height = height;
        _width = width;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.AdaptiveAveragePool2d(input, _height, _width);
}

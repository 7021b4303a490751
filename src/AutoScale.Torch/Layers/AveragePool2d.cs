namespace AutoScale.Torch;

/// <summary>The mean of each square window.</summary>
/// <remarks>Input [N, C, H, W], output [N, C, H', W'] with H' = ⌊(H − kernel)/stride⌋ + 1.</remarks>
public sealed class AveragePool2d : Layer
{
    private readonly long _kernel;
    private readonly long _stride;

    /// <summary>Creates the layer.</summary>
    /// <param name="kernel">Height and width of the window in pixels. At least 1.</param>
    /// <param name="stride">Step of the window in pixels, at least 1; null for windows side by side.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public AveragePool2d(long kernel, long? stride = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride ?? kernel, 1, nameof(stride));
        _kernel = kernel;
        _stride = stride ?? kernel;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.AveragePool2d(input, _kernel, _stride);
}

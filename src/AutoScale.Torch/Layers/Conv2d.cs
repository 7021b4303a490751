namespace AutoScale.Torch;

/// <summary>A two-dimensional convolution (cross-correlation) with a square kernel.</summary>
/// <remarks>
/// y[n, o, i, j] = b[o] + Σ W[o, c, u, v]·x[n, c, stride·i + u − padding, stride·j + v − padding], with x zero outside its borders.
/// Input [N, inputs, H, W], output [N, outputs, H', W'] with H' = ⌊(H + 2·padding − kernel)/stride⌋ + 1.
/// Starts with W and b uniform in ±1/√(inputs·kernel²).
/// </remarks>
public sealed class Conv2d : Layer
{
    private readonly long _stride;
    private readonly long _padding;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Channels of the input. At least 1.</param>
    /// <param name="outputs">Channels of the output. At least 1.</param>
    /// <param name="kernel">Height and width of the kernel in pixels. At least 1.</param>
    /// <param name="stride">Step of the kernel in pixels. At least 1.</param>
    /// <param name="padding">Zeros added at each border in pixels. At least 0.</param>
    /// <param name="bias">Whether to add b.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its minimum.</exception>
    public Conv2d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(padding, 0);
        _stride = stride;
        _padding = padding;
        long fanIn = inputs * kernel * kernel;
        Weight = RegisterParameter("weight", Initialization.Uniform(fanIn, outputs, inputs, kernel, kernel));
        Bias = bias ? RegisterParameter("bias", Initialization.Uniform(fanIn, outputs)) : null;
    }

    /// <summary>W, shape [outputs, inputs, kernel, kernel].</summary>
    public Tensor Weight { get; }

    /// <summary>b, shape [outputs]; null without bias.</summary>
    public Tensor? Bias { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.Conv2d(input, Weight, Bias, _stride, _padding);
}

namespace AutoScale.Torch;

/// <summary>The activation max(x, 0), element by element.</summary>
/// <remarks>Any shape.</remarks>
public sealed class Relu : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Relu();
    }
}

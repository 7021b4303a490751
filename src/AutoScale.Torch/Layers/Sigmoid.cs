namespace AutoScale.Torch;

/// <summary>The activation 1/(1 + exp(−x)), element by element.</summary>
/// <remarks>Any shape.</remarks>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Sigmoid();
    }
}

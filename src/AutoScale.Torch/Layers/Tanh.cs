namespace AutoScale.Torch;

/// <summary>The activation tanh(x), element by element.</summary>
/// <remarks>Any shape.</remarks>
public sealed class Tanh : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Tanh();
    }
}

namespace AutoScale.Torch;

/// <summary>Joins all dimensions but the first: [N, a, b, ...] becomes [N, a·b·...].</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Flatten(1);
    }
}

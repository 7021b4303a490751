namespace AutoScale.Torch;

/// <summary>A module that maps one tensor to one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Computes the layer's output.</summary>
    /// <param name="input">The input; each layer states its shape, with N for the batch size.</param>
    /// <returns>The output, owned by the current <see cref="TensorScope"/>.</returns>
    /// <exception cref="TorchException">The input's shape, element type or device does not fit the layer.</exception>
    public abstract Tensor Forward(Tensor input);
}

using System.Globalization;

namespace AutoScale.Torch;

/// <summary>Layers one after the other; the parts are named "0", "1", and so on.</summary>
public sealed class Sequential : Layer
{
    private readonly Layer[] _layers;

    /// <summary>Creates the chain.</summary>
    /// <param name="layers">The layers in order; none gives the identity.</param>
    /// <exception cref="ArgumentNullException">A layer is null.</exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _layers = [.. layers];
        for (int index = 0; index < _layers.Length; index++)
        {
            Register(index.ToString(CultureInfo.InvariantCulture), _layers[index]);
        }
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        foreach (Layer layer in _layers)
        {
            input = layer.Forward(input);
        }

        return input;
    }
}

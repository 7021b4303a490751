namespace AutoScale.Torch;

/// <summary>A fully connected layer: y = x·Wᵀ + b.</summary>
/// <remarks>Input [..., inputs], output [..., outputs]. Starts with W and b uniform in ±1/√inputs.</remarks>
public sealed class Linear : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Features of the input. At least 1.</param>
    /// <param name="outputs">Features of the output. At least 1.</param>
    /// <param name="bias">Whether to add b.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Linear(long inputs, long outputs, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Weight = RegisterParameter("weight", Initialization.Uniform(inputs, outputs, inputs));
        Bias = bias ? RegisterParameter("bias", Initialization.Uniform(inputs, outputs)) : null;
    }

    /// <summary>W, shape [outputs, inputs].</summary>
    public Tensor Weight { get; }

    /// <summary>b, shape [outputs]; null without bias.</summary>
    public Tensor? Bias { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.Linear(input, Weight, Bias);
}

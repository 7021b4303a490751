namespace AutoScale.Torch;

/// <summary>Sets each element to 0 with probability p and multiplies the others by 1/(1 − p), in training only.</summary>
/// <remarks>Any shape. Draws from the engine's generator (<see cref="Torch.Seed"/>).
/// Source: Srivastava et al., "Dropout", JMLR 15, 2014, scaled during training instead of in evaluation.</remarks>
public sealed class Dropout : Layer
{
    private readonly double _probability;

    /// <summary>Creates the layer.</summary>
    /// <param name="probability">p, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside its range.</exception>
    public Dropout(double probability = 0.5)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of Dropout must be in [0, 1].");
        }

        _probability = probability;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, _probability, IsTraining);
}

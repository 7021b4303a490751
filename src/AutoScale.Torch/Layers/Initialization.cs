namespace AutoScale.Torch;

/// <summary>How parameters start.</summary>
/// <remarks>
/// Weights: He et al., "Delving Deep into Rectifiers", 2015, arXiv:1502.01852, uniform in ±√(6 / ((1 + a²)·fan_in)); with a = √5, PyTorch's
/// default, the bound is 1/√fan_in, which is the bound of the bias too.
/// </remarks>
internal static class Initialization
{
    /// <summary>Draws a tensor uniform in ±1/√fanIn from the engine's generator (<see cref="Torch.Seed"/>).</summary>
    /// <param name="fanIn">Inputs that one output sums over. At least 1.</param>
    /// <param name="shape">The shape.</param>
    public static Tensor Uniform(long fanIn, params ReadOnlySpan<long> shape)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        Tensor value = Tensor.Empty(shape);
        value.FillUniform(-bound, bound);
        return value;
    }
}

namespace AutoScale.Torch.Tests.Layers;

/// <summary>Compares autograd's gradients with central differences, in double precision, for the input and every parameter.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-7; // truncation ~ Step², rounding ~ 1e-16/Step, with room for the third derivative
    private const ulong Seed = 99;

    /// <summary>Checks Σ R⊙layer(x) with R random, so that no two outputs can hide each other's errors.</summary>
    public static void Run(Layer layer, Tensor input)
    {
        using TensorScope scope = new();
        layer.To(ScalarType.Float64);
        input.RequiresGradient = true;
        Tensor[] variables = [input, .. layer.Parameters()];
        Torch.Seed(Seed);
        Tensor output = layer.Forward(input);
        Tensor mix = Values.Normal(new Random(5), output.Shape);
        Tensor?[] gradients = Autograd.Gradients([output.Multiply(mix).Sum()], variables);

        for (int index = 0; index < variables.Length; index++)
        {
            Assert.NotNull(gradients[index]);
            Assert.Equal(variables[index].Shape, gradients[index]!.Shape);
            double[] numeric = Differences(variables[index], () => Loss(layer, input, mix));
            double size = Math.Max(1, numeric.Max(Math.Abs));
            Values.AssertClose(numeric, gradients[index]!, Tolerance * size);
        }
    }

    private static double[] Differences(Tensor variable, Func<double> loss)
    {
        double[] values = Values.Of(variable);
        double[] differences = new double[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            double value = values[index];
            double above = At(value + Step);
            double below = At(value - Step);
            differences[index] = (above - below) / (2 * Step);
            At(value);

            double At(double moved)
            {
                values[index] = moved;
                Values.Set(variable, values);
                return loss();
            }
        }

        return differences;
    }

    private static double Loss(Layer layer, Tensor input, Tensor mix)
    {
        using TensorScope scope = new();
        using NoGradient pause = Autograd.NoGradient();
        Torch.Seed(Seed);
        return layer.Forward(input).Multiply(mix).Sum().Item();
    }
}

namespace AutoScale.Torch.Tests.Layers;

/// <summary>Tensors of test values, made without the engine's generator.</summary>
internal static class Values
{
    /// <summary>Normal values in double precision, by Box and Muller.</summary>
    public static Tensor Normal(Random random, params long[] shape)
    {
        double[] values = new double[shape.Aggregate(1L, (count, size) => count * size)];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return Tensor.From(values).Reshape(shape);
    }

    /// <summary>All elements, row by row, as doubles.</summary>
    public static double[] Of(Tensor tensor) => tensor.Detach().To(ScalarType.Float64).ToArray<double>();

    /// <summary>Overwrites a parameter.</summary>
    public static void Set(Tensor parameter, params double[] values)
    {
        using NoGradient pause = Autograd.NoGradient();
        using TensorScope scope = new();
        Tensor source = Tensor.From(values).Reshape(parameter.Shape);
        parameter.CopyFrom(source);
    }

    /// <summary>Checks elements to an absolute tolerance.</summary>
    public static void AssertClose(double[] expected, Tensor actual, double tolerance)
    {
        double[] values = Of(actual);
        Assert.Equal(expected.Length, values.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            Assert.True(
                Math.Abs(expected[index] - values[index]) <= tolerance,
                $"Element {index} of {actual}: expected {expected[index]:R}, got {values[index]:R}.");
        }
    }
}

namespace AutoScale.Torch.Tests;

public sealed class GradientMatrixTests : IDisposable
{
    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Gramian_TwoRows_HoldsTheirInnerProducts()
    {
        // g₀ = (1, 2), g₁ = (3, 4): 1 + 4, 3 + 8, 9 + 16.
        Tensor rows = Tensor.From([1f, 2, 3, 4], 2, 2);

        Assert.Equal([5, 11, 11, 25], GradientMatrix.Gramian(rows));
        Assert.Equal([5, 11, 11, 25], GradientMatrix.Gramian(rows.To(ScalarType.Float64)));
        Assert.Equal([5, 11, 11, 25], GradientMatrix.Gramian(rows.To(ScalarType.Int64))); // through the device's own product
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 255)]
    [InlineData(3, 257)]
    [InlineData(5, 40_000)]
    [InlineData(8, 100_003)]
    public void Gramian_RandomRows_IsTheSumInDoublePrecision(int tasks, int length)
    {
        Random random = new(7);
        float[] values = new float[tasks * length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)));
        }

        double[] entries = GradientMatrix.Gramian(Tensor.From(values, tasks, length));

        for (int i = 0; i < tasks; i++)
        {
            for (int j = 0; j < tasks; j++)
            {
                decimal exact = 0;
                double scale = 0;
                for (int k = 0; k < length; k++)
                {
                    double product = (double)values[(i * length) + k] * values[(j * length) + k];
                    exact += (decimal)product;
                    scale += Math.Abs(product);
                }

                Assert.True(Math.Abs(entries[(i * tasks) + j] - (double)exact) <= 1e-13 * scale, $"Entry {i}, {j} of {tasks} × {length}.");
                Assert.Equal(entries[(j * tasks) + i], entries[(i * tasks) + j]);
            }
        }
    }

    [Fact]
    public void Gramian_OneOrTwoThreads_AgreesToTheLastBit()
    {
        Torch.Seed(3);
        Tensor rows = Tensor.RandomNormal([4, 300_001]);
        int threads = Torch.Threads;
        try
        {
            Torch.Threads = 1;
            double[] alone = GradientMatrix.Gramian(rows);
            Torch.Threads = 2;
            Assert.Equal(alone, GradientMatrix.Gramian(rows));
        }
        finally
        {
            Torch.Threads = threads;
        }
    }

    [Fact]
    public void Gramian_RowsThatAreNotContiguous_ReadsTheRightElements()
    {
        Tensor rows = Tensor.From([1f, 3, 2, 4], 2, 2).Transpose(0, 1);

        Assert.Equal([5, 11, 11, 25], GradientMatrix.Gramian(rows));
    }

    [Fact]
    public void Gramian_InParts_EqualsTheGramianOfTheJoinedGradients()
    {
        // Task 0: (1, 2 | 5), task 1: (3, 4 | zero): the second part adds 25 to the first entry alone.
        Tensor?[] parts = [Tensor.From([1f, 2], 2, 1), Tensor.From([5f], 1), Tensor.From([3f, 4], 2, 1), null];

        Assert.Equal([30, 11, 11, 25], GradientMatrix.Gramian(parts, 2));
    }

    [Fact]
    public void Gramian_AllZero_IsZero()
    {
        Assert.Equal([0, 0, 0, 0], GradientMatrix.Gramian([null, null], 2));
        Assert.Equal([0, 0, 0, 0], GradientMatrix.Gramian(Tensor.Zeros([2, 5])));
        Assert.Equal([0, 0, 0, 0], GradientMatrix.Gramian(Tensor.Zeros([2, 0])));
    }

    [Fact]
    public void Gramian_NotFinite_StaysVisible()
    {
        double[] entries = GradientMatrix.Gramian(Tensor.From([1f, float.NaN, 2, 3], 2, 2));

        Assert.True(double.IsNaN(entries[0]));
        Assert.True(double.IsNaN(entries[1]));
        Assert.Equal(13, entries[3]);
    }

    [Fact]
    public void Gramian_TinyAndHugeGradients_NeitherVanishNorOverflow()
    {
        Assert.Equal((double)1e-30f * 1e-30f, GradientMatrix.Gramian(Tensor.From([1e-30f], 1, 1))[0], 1e-70);
        Assert.Equal(1e60, GradientMatrix.Gramian(Tensor.From([1e30f], 1, 1))[0], 1e54);
    }

    [Fact]
    public void Gramian_WrongShapes_AreNamed()
    {
        TorchException vector = Assert.Throws<TorchException>(() => GradientMatrix.Gramian(Tensor.Ones([3])));
        TorchException unequal = Assert.Throws<TorchException>(() => GradientMatrix.Gramian([Tensor.Ones([3]), Tensor.Ones([2])], 2));
        ArgumentException count = Assert.Throws<ArgumentException>(() => GradientMatrix.Gramian([null, null, null], 2));

        Assert.Contains("[K, d]", vector.Message, StringComparison.Ordinal);
        Assert.Contains("expected [3], got [2]", unequal.Message, StringComparison.Ordinal);
        Assert.Contains("2 tasks, got 3", count.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Combine_TwoTasks_AddsTheirWeightedParts()
    {
        Tensor?[] gradients = [Tensor.From([1f, 2], 2, 1), Tensor.From([5.0]), null, Tensor.From([3f, 4], 2, 1), null, null];
        Tensor?[] combined = new Tensor?[3];

        GradientMatrix.Combine(gradients, [10, -1], combined);

        Assert.Equal([7, 16], combined[0]!.ToArray<float>());
        Assert.Equal([2, 1], combined[0]!.Shape);
        Assert.Equal([50], combined[1]!.ToArray<double>());
        Assert.Null(combined[2]);
    }

    [Fact]
    public void Combine_RandomGradients_EqualsTheOperatorsSum()
    {
        Torch.Seed(5);
        Tensor[] gradients = [Tensor.RandomNormal([3, 70_001]), Tensor.RandomNormal([70_001, 3]).Transpose(0, 1), Tensor.RandomNormal([3, 70_001])];
        double[] weights = [0.25, -1.5, 2];
        Tensor?[] combined = new Tensor?[1];

        GradientMatrix.Combine(gradients, weights, combined);

        Tensor expected = (gradients[0] * weights[0]) + (gradients[1] * weights[1]) + (gradients[2] * weights[2]);
        Assert.True((expected - combined[0]!).Abs().Max().Item() < 1e-5);
    }

    [Fact]
    public void Combine_RecordedGradients_GivesPlainNumbers()
    {
        Tensor recorded = Tensor.Ones([2]);
        recorded.RequiresGradient = true;
        Tensor?[] combined = new Tensor?[1];

        GradientMatrix.Combine([recorded * 2, recorded.To(ScalarType.Float16).To(ScalarType.Float32)], [1, 1], combined);

        Assert.Equal([3, 3], combined[0]!.ToArray<float>());
        Assert.False(combined[0]!.RequiresGradient);
    }

    [Fact]
    public void Combine_WrongLengths_AreNamed()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(
            () => GradientMatrix.Combine([Tensor.Ones([1]), Tensor.Ones([1])], [1, 1], new Tensor?[2]));

        Assert.Contains("expected 1, got 2", failure.Message, StringComparison.Ordinal);
    }
}

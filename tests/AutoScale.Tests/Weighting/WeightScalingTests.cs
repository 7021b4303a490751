using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class WeightScalingTests
{
    [Theory]
    [InlineData(WeightScale.SumToK, new[] { 0.5, 1.5 })]
    [InlineData(WeightScale.SumToOne, new[] { 0.25, 0.75 })]
    [InlineData(WeightScale.Raw, new[] { 2.0, 6.0 })]
    public void Apply_TwoAndSix_ScalesToTheSum(WeightScale scale, double[] expected)
    {
        double[] weights = [2, 6];

        WeightScaling.Apply(scale, weights);

        Near.AssertEqual(expected, weights, 1e-15);
    }

    [Fact]
    public void Apply_RandomWeightsWithNegativeOnes_KeepsRatiosAndSum()
    {
        Random random = new(7);
        for (int run = 0; run < 100; run++)
        {
            double[] weights = [3 * random.NextDouble(), random.NextDouble() - 0.5, 1 + random.NextDouble()];
            double[] scaled = [.. weights];

            WeightScaling.Apply(WeightScale.SumToK, scaled);

            Assert.Equal(3, scaled.Sum(), 1e-12);
            Assert.Equal(weights[1] / weights[2], scaled[1] / scaled[2], 1e-12);
        }
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1e-308)]
    public void Apply_NumbersNearTheEndsOfDouble_DoesNotOverflow(double size)
    {
        double[] weights = [size, size, size, size];

        WeightScaling.Apply(WeightScale.SumToOne, weights);

        Near.AssertEqual([0.25, 0.25, 0.25, 0.25], weights, 1e-15);
    }

    [Theory]
    [InlineData(new double[] { 0, 0 }, "The weights [0, 0] sum to 0: only a positive sum can be scaled.")]
    [InlineData(new double[] { 1, -3 }, "The weights [1, -3] sum to -2: only a positive sum can be scaled.")]
    public void Apply_SumNotPositive_SaysTheWeightsAndTheSum(double[] weights, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => WeightScaling.Apply(WeightScale.SumToK, weights));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WeightScale.Raw)]
    [InlineData(WeightScale.SumToOne)]
    public void Apply_NotFinite_NamesTheWeight(WeightScale scale)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => WeightScaling.Apply(scale, [1, double.NaN]));

        Assert.StartsWith("weights[1] is NaN: a weight is a finite number.", exception.Message, StringComparison.Ordinal);
    }
}

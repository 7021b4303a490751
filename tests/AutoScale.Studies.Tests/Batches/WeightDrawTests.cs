using System.Globalization;

using AutoScale.Studies.Batches;

namespace AutoScale.Studies.Tests.Batches;

public sealed class WeightDrawTests
{
    [Fact]
    public void Text_ManyVectors_AreLogUniformOverAFactorOfAHundred()
    {
        double[][] vectors = [.. Enumerable.Range(0, 2000).Select(index => Weights(0, index))];

        // Logarithms to base 10 of ratios are differences of two uniform numbers in [−1, 1): within ±2, mean 0, variance 1/3 + 1/3.
        double[] ratios = [.. vectors.Select(weights => Math.Log10(weights[0] / weights[2]))];
        Assert.All(vectors, weights => Assert.Equal(3, weights.Sum(), 1e-4));
        Assert.All(ratios, ratio => Assert.InRange(ratio, -2, 2));
        Assert.Equal(0, ratios.Average(), 0.06);
        Assert.Equal(2.0 / 3, ratios.Average(ratio => ratio * ratio), 0.06);
        Assert.True(ratios.Max() > 1.7 && ratios.Min() < -1.7);
    }

    [Fact]
    public void Text_FirstVectorsOfSeed0_AreThoseThatTheResultsPageWasMeasuredWith()
    {
        Assert.Equal("0.800968,1.36858,1.69442,0.136027", WeightDraw.Text(0, 0, 4));
        Assert.Equal("2.83846,0.590615,0.496616,0.0743049", WeightDraw.Text(0, 19, 4));
    }

    [Fact]
    public void Text_SameSeed_IsTheSameAndAnotherSeedIsNot()
    {
        Assert.Equal(WeightDraw.Text(5, 3, 4), WeightDraw.Text(5, 3, 4));
        Assert.NotEqual(WeightDraw.Text(5, 3, 4), WeightDraw.Text(6, 3, 4));
        Assert.NotEqual(WeightDraw.Text(5, 3, 4), WeightDraw.Text(5, 4, 4));
    }

    private static double[] Weights(int seed, int index) => [.. WeightDraw.Text(seed, index, 3).Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}

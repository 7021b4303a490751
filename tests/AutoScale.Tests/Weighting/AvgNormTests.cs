using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class AvgNormTests
{
    [Fact]
    public void Weigh_OrthogonalGradients_GivesEachTheLengthOfTheSum() =>
        // S = ‖(3, 4)‖ = 5: weights 5/3 and 5/4.
        Near.AssertEqual([5.0 / 3, 1.25], new TestStep([[3, 0], [0, 4]], [1, 1]).Weigh(new AvgNorm()));

    [Theory]
    [InlineData(1e-100)]
    [InlineData(1.0)]
    [InlineData(1e100)]
    public void Weigh_AnyGradients_GivesEveryWeightedGradientTheNormOfTheSum(double scale)
    {
        Random random = new(1);
        for (int trial = 0; trial < 20; trial++)
        {
            TestStep step = TestStep.Random(random, 5, 8).Scaled(scale);
            double[] sum = step.Combine([1, 1, 1, 1, 1]);
            double[] weights = step.Weigh(new AvgNorm(), out Certificate certificate);

            double[] lengths = [.. step.Gramian.Norms().Zip(weights, (norm, weight) => norm * weight)];

            Near.AssertEqual([.. Enumerable.Repeat(Math.Sqrt(TestStep.Dot(sum, sum)), 5)], lengths, 1e-9);
            Assert.Equal(Guards.None, certificate.Guards);
        }
    }

    [Fact]
    public void Weigh_TwoTasks_HasImtlGsDirection()
    {
        TestStep step = TestStep.Random(new Random(2), 2, 6);
        double[] weights = step.Weigh(new AvgNorm());

        WeightScaling.Apply(WeightScale.SumToOne, weights);

        Near.AssertEqual(step.Weigh(new ImtlG()), weights, 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradient_GetsNoWeightAndSaysSo()
    {
        double[] weights = new TestStep([[0, 0], [3, 4], [0, 10]], [1, 1, 1]).Weigh(new AvgNorm(), out Certificate certificate);

        Near.AssertEqual([0, Math.Sqrt(205) / 5, Math.Sqrt(205) / 10], weights);
        Assert.Equal(Guards.SkippedTask, certificate.Guards);
    }

    [Fact]
    public void Weigh_AllZero_GivesEqualWeightsAndSaysSo()
    {
        Assert.Equal([1, 1], new TestStep([[0, 0], [0, 0]], [1, 1]).Weigh(new AvgNorm(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Weigh_NormsBeyondFloat32_CapsTheWeight()
    {
        double[] weights = new TestStep([[1e-100], [1e100]], [1, 1]).Weigh(new AvgNorm(), out Certificate certificate);

        Near.AssertEqual([1e30, 1], weights);
        Assert.Equal(Guards.WeightCapped, certificate.Guards);
    }

    [Fact]
    public void Weigh_GradientsThatCancel_GivesNoWeightWithoutAGuard()
    {
        Assert.Equal([0, 0], new TestStep([[3, 4], [-3, -4]], [1, 1]).Weigh(new AvgNorm(), out Certificate certificate));
        Assert.Equal(Certificate.Exact, certificate);
    }
}

using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class ExponentialAverageTests
{
    [Fact]
    public void Weigh_ThreeSteps_AveragesFromTheFirstWeights()
    {
        // 4, then 0.75·4 + 0.25·0 = 3, then 0.75·3 + 0.25·8 = 4.25; the second task the other way round.
        double[][] weights = Scripted.Run(new ExponentialAverage(new Scripted([4, 0], [0, 4], [8, 0]), 0.75), 3);

        Assert.Equal([[4, 0], [3, 1], [4.25, 0.75]], weights);
    }

    [Fact]
    public void Weigh_DecayZero_IsTheInnerWeighting()
    {
        Random random = new(1);
        foreach (int iteration in Enumerable.Range(1, 10))
        {
            TestStep step = TestStep.Random(random, 4, 6);

            Assert.Equal(step.Weigh(new ImtlG(), iteration), step.Weigh(new ExponentialAverage(new ImtlG(), 0), iteration));
        }
    }

    [Fact]
    public void Weigh_DirectionsOfDifferentLength_CountAlikeOnOneScale()
    {
        // (1, 0) and (0, 1000) are the directions (2, 0) and (0, 2) of sum 2.
        double[][] weights = Scripted.Run(new ExponentialAverage(new Scripted([1, 0], [0, 1000]), 0.5, WeightScale.SumToK), 2);

        Assert.Equal([[2, 0], [1, 1]], weights);
    }

    [Fact]
    public void Weigh_AnyStep_KeepsTheCertificate()
    {
        Scripted.Step(new ExponentialAverage(new Scripted([4, 0]), 0.75), 1, out Certificate certificate);

        Assert.Equal(new Certificate(0.25, 3, Guards.Singular), certificate);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Constructor_DecayOutsideItsRange_Throws(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialAverage(new Unitary(), decay));
}

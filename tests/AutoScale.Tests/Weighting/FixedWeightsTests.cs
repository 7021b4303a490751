using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class FixedWeightsTests
{
    [Fact]
    public void Weigh_ThreeTasks_GivesTheWeightsAsGiven()
    {
        TestStep step = TestStep.Random(new Random(1), 3, 4);

        Assert.Equal([0.5, 0.0, 7.0], step.Weigh(new FixedWeights([0.5, 0, 7]), iteration: 12));
    }

    [Fact]
    public void Constructor_ArrayChangedAfterwards_KeepsItsOwnCopy()
    {
        double[] given = [1, 2];
        FixedWeights fixedWeights = new(given);
        given[0] = 99;

        Assert.Equal([1.0, 2.0], TestStep.Random(new Random(1), 2, 4).Weigh(fixedWeights));
    }

    [Theory]
    [InlineData(new double[] { 1, -0.5 }, "weights[1] is -0.5: a fixed weight is a number from 0 to 1e30.")]
    [InlineData(new[] { 1, double.NaN }, "weights[1] is NaN: a fixed weight is a number from 0 to 1e30.")]
    [InlineData(new double[] { 0, 0 }, "weights holds no number above 0: nothing would be trained.")]
    [InlineData(new double[0], "weights holds no number above 0: nothing would be trained.")]
    public void Constructor_UnusableWeights_SaysWhich(double[] weights, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new FixedWeights(weights));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weigh_AnotherNumberOfTasks_SaysBothNumbers()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TestStep.Random(new Random(1), 3, 4).Weigh(new FixedWeights([1, 2])));

        Assert.Contains("expected 3, got 2", exception.Message, StringComparison.Ordinal);
    }
}

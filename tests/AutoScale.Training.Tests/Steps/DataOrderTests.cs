using AutoScale.Training.Steps;

namespace AutoScale.Training.Tests.Steps;

public sealed class DataOrderTests
{
    [Fact]
    public void At_OneEpoch_VisitsEverySampleOnce()
    {
        DataOrder order = new(sampleCount: 12, batchSize: 4, seed: 7);

        int[] seen = [.. order.At(1), .. order.At(2), .. order.At(3)];

        Assert.Equal(Enumerable.Range(0, 12), seen.Order());
    }

    [Fact]
    public void At_AnyIterationAlone_EqualsTheOneReachedInOrder()
    {
        DataOrder inOrder = new(10, 3, seed: 5);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            int[] expected = [.. inOrder.At(iteration)];
            Assert.Equal(expected, new DataOrder(10, 3, seed: 5).At(iteration).ToArray());
        }
    }

    [Fact]
    public void At_NextEpochOrOtherSeed_GivesAnotherOrder()
    {
        int[] first = [.. new DataOrder(100, 100, seed: 5).At(1)];

        Assert.NotEqual(first, new DataOrder(100, 100, seed: 5).At(2).ToArray());
        Assert.NotEqual(first, new DataOrder(100, 100, seed: 6).At(1).ToArray());
    }
}

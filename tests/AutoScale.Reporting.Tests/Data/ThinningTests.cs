using AutoScale.Reporting.Data;

namespace AutoScale.Reporting.Tests.Data;

public sealed class ThinningTests
{
    [Fact]
    public void Means_FewSteps_KeepsEveryOne()
    {
        Thinning thinning = new([1, 2, 5], 400);

        Assert.Equal([1.0, 2, 5], thinning.Iterations);
        Assert.Equal([10.0, 20, 30], thinning.Means(step => 10 * (step + 1)));
        Assert.Equal(1, thinning.StepsPerPoint);
    }

    [Fact]
    public void Means_FiveStepsOnTwoPoints_AveragesNeighboursAndTheirIterations()
    {
        // Points hold steps 0 to 1 and 2 to 4.
        Thinning thinning = new([1, 2, 3, 4, 5], 2);

        Assert.Equal([1.5, 4], thinning.Iterations);
        Assert.Equal([0.5, 3], thinning.Means(step => step));
        Assert.Equal(3, thinning.StepsPerPoint);
    }

    [Fact]
    public void Medians_OneExtremeStep_StaysWithTheOthers() =>
        Assert.Equal([2.0], new Thinning([1, 2, 3], 1).Medians(step => step == 2 ? 1e9 : step + 1));

    [Fact]
    public void Medians_StepsThatAreNotFinite_AreLeftOut()
    {
        double[] values = [double.PositiveInfinity, 1, double.NaN, double.NaN];

        Assert.Equal([1, double.NaN], new Thinning([1, 2, 3, 4], 2).Medians(step => values[step]));
    }

    [Fact]
    public void Iterations_AnyLength_EveryStepIsInOnePoint()
    {
        foreach (int count in (int[])[1, 399, 400, 401, 1000, 20_001])
        {
            Thinning thinning = new([.. Enumerable.Range(1, count)], 400);
            int counted = 0;

            thinning.Means(_ => ++counted);

            Assert.Equal((Math.Min(count, 400), count), (thinning.Points, counted));
        }
    }

    [Fact]
    public void Means_NoSteps_AreNone() => Assert.Empty(new Thinning([], 400).Means(step => step));
}

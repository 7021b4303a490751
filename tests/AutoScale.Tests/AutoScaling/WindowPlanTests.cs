using AutoScale.AutoScaling;

namespace AutoScale.Tests.AutoScaling;

public sealed class WindowPlanTests
{
    [Fact]
    public void Constructor_ThePapersDefaults_HasTenWindowsOfFifty()
    {
        WindowPlan plan = Plan(2500, 0.2, 50);

        Assert.Equal((500, 10, false), (plan.ExplorationIterations, plan.Count, plan.IsShort));
        Assert.Equal(new WindowSpan(1, 50), plan[0]);
        Assert.Equal(new WindowSpan(451, 500), plan[9]);
        Assert.Equal((25.0, 475.0), (plan[0].MidPoint, plan[9].MidPoint));
    }

    [Fact]
    public void Constructor_PartialLastWindow_DropsIt()
    {
        WindowPlan plan = Plan(1000, 0.119, 50);

        Assert.Equal((119, 2, new WindowSpan(51, 100)), (plan.ExplorationIterations, plan.Count, plan[1]));
    }

    [Fact]
    public void Constructor_ExplorationShorterThanAWindow_MakesOneShortWindow()
    {
        WindowPlan plan = Plan(100, 0.2, 50);

        Assert.Equal((20, 1, true, new WindowSpan(1, 20)), (plan.ExplorationIterations, plan.Count, plan.IsShort, plan[0]));
    }

    [Theory]
    [InlineData(100, 0.29, 29)] // 0.29 · 100 is 28.999999999999996 in binary.
    [InlineData(1000, 0.057, 57)]
    [InlineData(10, 0.05, 1)]
    [InlineData(2, 0.999, 1)]
    [InlineData(50, 0.9999999999999999, 49)]
    public void Constructor_AnyAlpha_RoundsDownAsWritten(int total, double alpha, int expected) =>
        Assert.Equal(expected, Plan(total, alpha, 1).ExplorationIterations);

    private static WindowPlan Plan(int total, double alpha, int tau) =>
        new(new AutoScaleOptions { TaskCount = 2, TotalIterations = total, Alpha = alpha, Tau = tau });
}

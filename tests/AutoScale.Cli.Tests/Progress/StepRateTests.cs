using AutoScale.Cli.Progress;

namespace AutoScale.Cli.Tests.Progress;

public sealed class StepRateTests
{
    [Fact]
    public void PerSecond_BeforeTheSecondStep_IsZero()
    {
        StepRate rate = new();
        Assert.Equal((0.0, (TimeSpan?)null), (rate.PerSecond, rate.Remaining(100)));

        rate.Add(1, TimeSpan.FromSeconds(1));
        Assert.Equal((0.0, (TimeSpan?)null), (rate.PerSecond, rate.Remaining(100)));
    }

    [Fact]
    public void Remaining_FourStepsASecond_IsAQuarterOfASecondForEach()
    {
        StepRate rate = new();
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            rate.Add(iteration, TimeSpan.FromSeconds(0.25 * iteration));
        }

        Assert.Equal(4, rate.PerSecond, 9);
        Assert.Equal(TimeSpan.FromSeconds(20), rate.Remaining(100));
    }

    [Fact]
    public void PerSecond_AfterAFasterPhaseOfTenSeconds_ForgetsTheSlowOne()
    {
        StepRate rate = new();
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            rate.Add(iteration, TimeSpan.FromSeconds(iteration)); // One a second, then ten.
        }

        for (int iteration = 11; iteration <= 130; iteration++)
        {
            rate.Add(iteration, TimeSpan.FromSeconds(10 + (0.1 * (iteration - 10))));
        }

        Assert.Equal(10, rate.PerSecond, 6);
    }
}

using AutoScale.Cli.Progress;

namespace AutoScale.Cli.Tests.Progress;

public sealed class StepRateTests
{
    [Fact]
    public void PerSecond_BeforeTheSecondStep_IsZero()
    {
        StepRate rate = new();
        Assert.Equal(0, rate.PerSecond);

        rate.Add(1, TimeSpan.FromSeconds(1), isNewPhase: true);
        Assert.Equal(0, rate.PerSecond);
    }

    [Fact]
    public void PerSecond_FourStepsASecond_IsFour()
    {
        Assert.Equal(4, Rate(20, iteration => 0.25 * iteration).PerSecond, 9);
    }

    [Fact]
    public void PerSecond_AfterTenFasterSeconds_ForgetsTheSlowOnes()
    {
        // One step a second, then ten.
        Assert.Equal(10, Rate(130, iteration => iteration <= 10 ? iteration : 10 + (0.1 * (iteration - 10))).PerSecond, 6);
    }

    [Fact]
    public void PerSecond_EveryTenthStepDear_IsThatOfTenSteps()
    {
        // Nine steps of 5 seconds and one of 55: a window of ten seconds alone would see one kind or the other.
        for (int last = 20; last < 30; last++)
        {
            Assert.Equal(0.1, Rate(last, iteration => (5 * iteration) + (50 * (iteration / 10))).PerSecond, 6);
        }
    }

    [Fact]
    public void PerSecond_FirstStepOfANewPhase_IsThatStepAlone()
    {
        StepRate rate = Rate(20, iteration => iteration);

        rate.Add(21, TimeSpan.FromSeconds(20.1), isNewPhase: true);

        Assert.Equal(10, rate.PerSecond, 6);
    }

    private static StepRate Rate(int steps, Func<int, double> elapsed)
    {
        StepRate rate = new();
        for (int iteration = 1; iteration <= steps; iteration++)
        {
            rate.Add(iteration, TimeSpan.FromSeconds(elapsed(iteration)), isNewPhase: iteration == 1);
        }

        return rate;
    }
}

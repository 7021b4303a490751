namespace AutoScale.Torch.Tests.Schedules;

public class ScheduleTests
{
    private const double Tolerance = 1e-15;

    public static TheoryData<ILearningRateSchedule> AllSchedules => new(
        new ConstantSchedule(),
        new PolynomialSchedule(),
        new PolynomialSchedule(3),
        new CosineSchedule(),
        new CosineSchedule(0.1),
        new StepSchedule(7, 0.5),
        new WarmUp(new CosineSchedule(), 10));

    [Fact]
    public void FactorAt_Constant_IsOneThroughout()
    {
        ConstantSchedule schedule = new();

        Assert.Equal(1, schedule.FactorAt(0, 10));
        Assert.Equal(1, schedule.FactorAt(10, 10));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(25, 0.5625)] // (3/4)² by hand
    [InlineData(50, 0.25)]
    [InlineData(100, 0)]
    public void FactorAt_PolynomialOfPowerTwo_IsTheSquareOfWhatIsLeft(int iteration, double expected) =>
        Assert.Equal(expected, new PolynomialSchedule(2).FactorAt(iteration, 100), Tolerance);

    [Fact]
    public void FactorAt_PolynomialDefault_HasPowerNineTenths() =>
        Assert.Equal(Math.Pow(0.5, 0.9), new PolynomialSchedule().FactorAt(5, 10), Tolerance);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0.75)] // cos(π/3) = 1/2
    [InlineData(3, 0.5)]
    [InlineData(4, 0.25)]
    [InlineData(6, 0)]
    public void FactorAt_Cosine_FollowsTheHalfWave(int iteration, double expected) =>
        Assert.Equal(expected, new CosineSchedule().FactorAt(iteration, 6), Tolerance);

    [Fact]
    public void FactorAt_CosineWithMinimum_EndsThere()
    {
        CosineSchedule schedule = new(0.2);

        Assert.Equal(1, schedule.FactorAt(0, 10), Tolerance);
        Assert.Equal(0.6, schedule.FactorAt(5, 10), Tolerance);
        Assert.Equal(0.2, schedule.FactorAt(10, 10), Tolerance);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(29, 1)]
    [InlineData(30, 0.1)]
    [InlineData(59, 0.1)]
    [InlineData(60, 0.01)]
    public void FactorAt_Step_DropsAtEveryMultipleOfTheWidth(int iteration, double expected) =>
        Assert.Equal(expected, new StepSchedule(30, 0.1).FactorAt(iteration, 90), Tolerance);

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void FactorAt_WarmUpOverConstant_RisesInEqualSteps(int iteration, double expected) =>
        Assert.Equal(expected, new WarmUp(new ConstantSchedule(), 4).FactorAt(iteration, 10), Tolerance);

    [Fact]
    public void FactorAt_WarmUpOverCosine_MultipliesBothAndThenLeavesTheInnerAlone()
    {
        CosineSchedule inner = new();
        WarmUp schedule = new(inner, 5);

        Assert.Equal(inner.FactorAt(2, 20) * 3 / 5, schedule.FactorAt(2, 20), Tolerance);
        Assert.Equal(inner.FactorAt(5, 20), schedule.FactorAt(5, 20));
        Assert.Equal(inner.FactorAt(20, 20), schedule.FactorAt(20, 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FactorAt_WarmUpOfNoLength_ChangesNothing(int iterations) =>
        Assert.Equal(1, new WarmUp(new ConstantSchedule(), iterations).FactorAt(0, 3));

    [Theory]
    [MemberData(nameof(AllSchedules))]
    public void FactorAt_EveryIteration_IsInTheUnitInterval(ILearningRateSchedule schedule)
    {
        foreach (int total in new[] { 1, 2, 37, 1000 })
        {
            for (int iteration = 0; iteration <= total; iteration++)
            {
                Assert.InRange(schedule.FactorAt(iteration, total), 0, 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllSchedules))]
    public void FactorAt_OutsideTheRun_Throws(ILearningRateSchedule schedule)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.FactorAt(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.FactorAt(11, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.FactorAt(0, 0));
    }

    [Fact]
    public void FactorAt_LongestRun_DoesNotOverflow()
    {
        WarmUp schedule = new(new StepSchedule(1, 0.5), int.MaxValue);

        Assert.Equal(0, schedule.FactorAt(int.MaxValue, int.MaxValue), Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_PolynomialPowerOutsideItsRange_Throws(double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialSchedule(power));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Constructor_CosineMinimumOutsideItsRange_Throws(double minimum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(minimum));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-3, 0.5)]
    [InlineData(10, 0)]
    [InlineData(10, 1.5)]
    [InlineData(10, double.NaN)]
    public void Constructor_StepOutsideItsRange_Throws(int stepSize, double gamma) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(stepSize, gamma));

    [Fact]
    public void Constructor_WarmUpWithoutInnerOrWithNegativeLength_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new WarmUp(null!, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUp(new ConstantSchedule(), -1));
    }
}

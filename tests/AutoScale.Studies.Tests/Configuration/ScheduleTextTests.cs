using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData("constant", 1, 1)]
    [InlineData("poly", 0.53588673126814657, 0)] // 0.5 to the power 0.9
    [InlineData("poly:2", 0.25, 0)]
    [InlineData("cosine", 0.5, 0)]
    [InlineData("cosine:0.2", 0.6, 0.2)]
    [InlineData("step:50", 0.1, 0.01)]
    [InlineData("step:50:0.5", 0.5, 0.25)]
    public void Parse_EverySchedule_HasItsFactorsHalfWayAndAtTheEnd(string text, double halfWay, double end)
    {
        Assert.Equal(halfWay, ScheduleText.Parse(text).FactorAt(50, 100), 12);
        Assert.Equal(end, ScheduleText.Parse(text).FactorAt(100, 100), 12);
    }

    [Fact]
    public void Parse_WarmUpOfTen_RisesLinearly() => Assert.Equal(0.5, ScheduleText.Parse("constant", warmUp: 10).FactorAt(4, 100), 12);
}

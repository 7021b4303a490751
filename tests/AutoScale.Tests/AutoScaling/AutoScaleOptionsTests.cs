using AutoScale.AutoScaling;

namespace AutoScale.Tests.AutoScaling;

public sealed class AutoScaleOptionsTests
{
    private static readonly AutoScaleOptions _valid = new() { TaskCount = 3, TotalIterations = 1000 };

    public static TheoryData<string, AutoScaleOptions> Invalid => new()
    {
        { "AutoScale: the number of tasks K must be at least 2: got 1.", _valid with { TaskCount = 1 } },
        { "AutoScale: the total number of iterations T must be at least 2: got 1.", _valid with { TotalIterations = 1 } },
        { "AutoScale: the exploration ratio alpha must be above 0 and below 1: got 0.", _valid with { Alpha = 0 } },
        { "AutoScale: the exploration ratio alpha must be above 0 and below 1: got 1.", _valid with { Alpha = 1 } },
        { "AutoScale: the exploration ratio alpha must be above 0 and below 1: got NaN.", _valid with { Alpha = double.NaN } },
        { "AutoScale: the window size tau must be at least 1: got 0.", _valid with { Tau = 0 } },
        { "AutoScale: the training progress ratio gamma must be from 0 to 1: got 1.5.", _valid with { Gamma = 1.5 } },
        { "AutoScale: the weight floor must be from 0 to below 1: got 1.", _valid with { Floor = 1 } },
        { "AutoScale: the weight floor must be from 0 to below 1: got -0.1.", _valid with { Floor = -0.1 } },
        { "AutoScale: the probe interval must be from 1 to the window size tau = 50: got 51.", _valid with { ProbeEvery = 51 } },
        { "AutoScale: the number of task names must be K = 3, one per task: got 2.", _valid with { TaskNames = ["a", "b"] } },
    };

    [Fact]
    public void Validate_Defaults_AreThePapers()
    {
        _valid.Validate();
        Assert.Equal((0.2, 50, 0.5), (_valid.Alpha, _valid.Tau, _valid.Gamma));
        Assert.Equal(("equal-gradient-magnitude", "linear", 500.0), (_valid.Cost.Name, _valid.Predictor.Name, _valid.Target));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Validate_OptionOutOfRange_NamesItsValueAndRange(string message, AutoScaleOptions options) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(options.Validate).Message);

    [Fact]
    public void Describe_WithAndWithoutNames_NamesTheTask()
    {
        Assert.Equal("2", _valid.Describe(2));
        Assert.Equal("'depth'", (_valid with { TaskNames = ["a", "b", "depth"] }).Describe(2));
    }
}

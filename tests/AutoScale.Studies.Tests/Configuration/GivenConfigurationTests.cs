using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class GivenConfigurationTests
{
    private static readonly GivenConfiguration File = YamlConfigurationTests.Read("""
        problem: multi-mnist
        setting: cl-rr
        data: digits
        tasks: [left]
        method: autoscale
        seed: 1
        method-options: {alpha: 0.1}
        problem-options: {dropout: 0.2}
        """);

    [Fact]
    public void With_OtherValues_TopWinsAndTheRestStays()
    {
        GivenConfiguration joined = File.With(YamlConfigurationTests.Read("seed: 2\nbatch: 4\nmethod-options: {tau: 5}"));

        Assert.Equal("2", joined["seed"]!.Text);
        Assert.Equal("4", joined["batch"]!.Text);
        Assert.Equal("cl-rr", joined["setting"]!.Text);
        Assert.Equal(["alpha", "tau"], joined.MethodOptions.Keys.Order());
    }

    [Fact]
    public void With_AnotherMethod_LeavesTheFormerMethodsOptionsBehind()
    {
        GivenConfiguration joined = File.With(YamlConfigurationTests.Read("method: famo\nmethod-options: {gamma: 0.001}"));

        Assert.Equal(["gamma"], joined.MethodOptions.Keys);
        Assert.Equal("cl-rr", joined["setting"]!.Text);
    }

    [Fact]
    public void With_TheSameMethodAgain_KeepsItsOptions() =>
        Assert.Equal(["alpha"], File.With(YamlConfigurationTests.Read("method: autoscale")).MethodOptions.Keys);

    [Fact]
    public void With_AnotherProblem_LeavesWhatBelongsToTheFormerBehind()
    {
        GivenConfiguration joined = File.With(YamlConfigurationTests.Read("problem: scenes"));

        Assert.Equal(["method", "problem", "seed"], joined.Values.Keys.Order());
        Assert.Empty(joined.ProblemOptions);
        Assert.Equal(["alpha"], joined.MethodOptions.Keys);
    }
}

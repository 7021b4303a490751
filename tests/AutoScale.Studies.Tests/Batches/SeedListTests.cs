using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Tests.Batches;

public sealed class SeedListTests
{
    [Theory]
    [InlineData("3", 0, 1, 2)]
    [InlineData("1", 0)]
    [InlineData("0,5", 0, 5)]
    [InlineData("7, 3", 7, 3)]
    [InlineData("5,", 5)]
    public void Parse_CountOrList_GivesTheSeeds(string text, params int[] expected) => Assert.Equal(expected, SeedList.Parse(new GivenValue(text, "--seeds")));

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("x")]
    [InlineData("1,1")]
    [InlineData("1,-2")]
    [InlineData("1,,2")]
    public void Parse_SomethingElse_SaysBothForms(string text) => Assert.Equal(
        $"seeds is '{text}' (--seeds): expected how many, 1 to 1000, for the seeds 0, 1, 2 ..., or different seeds with commas, such as 0,5 or '5,' for one alone.",
        Assert.Throws<ConfigurationException>(() => SeedList.Parse(new GivenValue(text, "--seeds"))).Message);
}

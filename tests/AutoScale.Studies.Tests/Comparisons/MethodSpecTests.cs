using AutoScale.Studies.Comparisons;
using AutoScale.Studies.Configuration;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.Comparisons;

public sealed class MethodSpecTests
{
    [Theory]
    [InlineData("unitary,uw", "unitary", "uw")]
    [InlineData(" Unitary , IMTL-G ", "unitary", "imtl-g")]
    [InlineData("fixed:weights=1,2,uw", "fixed:weights=1,2", "uw")]
    [InlineData("fixed:weights=1, .5:every=2,fixed:weights=2,1", "fixed:every=2:weights=1,.5", "fixed:weights=2,1")]
    public void ParseList_CommasInValues_BelongToThem(string text, params string[] labels) => Assert.Equal(labels, MethodSpec.ParseList(text).Select(method => method.Label));

    [Theory]
    [InlineData("uw,")]
    [InlineData("uw,,dwa")]
    [InlineData("")]
    public void ParseList_EmptyName_SaysWhatIsExpected(string text) => Assert.Equal(
        $"methods is '{text}' (--methods): expected names separated by commas, such as unitary,uw,autoscale.",
        Assert.Throws<ConfigurationException>(() => MethodSpec.ParseList(text)).Message);

    [Fact]
    public void ParseList_NumberWhereAMethodIsDue_IsNoMethod() => Assert.Throws<MethodOptionException>(() => MethodSpec.ParseList("uw,2"));

    [Theory]
    [InlineData("imtl-g:keep")]
    [InlineData("imtl-g:a=1:a=2")]
    public void Parse_OptionsOfAnotherForm_SaysHowTheyAreWritten(string text) =>
        Assert.Contains("name:option=value", Assert.Throws<ConfigurationException>(() => MethodSpec.Parse(text)).Message, StringComparison.Ordinal);
}

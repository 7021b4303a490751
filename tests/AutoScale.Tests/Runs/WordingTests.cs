using AutoScale.Runs;

namespace AutoScale.Tests.Runs;

public sealed class WordingTests
{
    [Fact]
    public void Of_ArgumentException_HasNoParameterName()
    {
        Assert.Equal("It is too long.", Wording.Of(new ArgumentException("It is too long.", "entries")));
        Assert.Equal("It is too long.", Wording.Of(new ArgumentException("It is too long.")));
        Assert.Equal("Read (Parameter 'x').", Wording.Of(new FormatException("Read (Parameter 'x').")));
    }

    [Theory]
    [InlineData(0, "0 windows")]
    [InlineData(1, "1 window")]
    [InlineData(12, "12 windows")]
    public void Count_ANumber_HasItsPlural(long number, string expected) => Assert.Equal(expected, Wording.Count(number, "window"));

    [Theory]
    [InlineData("2147483648", ", at most 2147483647")]
    [InlineData("99999999999999999999", ", at most 2147483647")]
    [InlineData("2147483647", "")]
    [InlineData("-99999999999", "")]
    [InlineData("1e10", "")]
    [InlineData("", "")]
    public void UpperLimit_OnlyANumberTooLarge_NamesIt(string text, string expected) => Assert.Equal(expected, Wording.UpperLimit(text));
}

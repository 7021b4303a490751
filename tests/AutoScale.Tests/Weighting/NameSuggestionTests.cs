using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class NameSuggestionTests
{
    private static readonly string[] _names = ["unitary", "fixed", "imtl-g", "imtl-l", "famo", "autoscale", "nash-mtl"];

    [Theory]
    [InlineData("imtlg", "imtl-g")] // Hyphens do not count.
    [InlineData("IMTL_L", "imtl-l")] // Nor does case.
    [InlineData("fmao", "famo")] // Two neighbours swapped are one mistake.
    [InlineData("unitry", "unitary")]
    [InlineData("autoscael", "autoscale")]
    [InlineData("auto", "autoscale")] // The beginning of a name.
    [InlineData("nash", "nash-mtl")]
    [InlineData("fixd", "fixed")]
    [InlineData("fiksed", "fixed")] // Two mistakes in five letters or more.
    public void Nearest_Misspelt_FindsTheName(string typed, string expected) => Assert.Equal(expected, NameSuggestion.Nearest(typed, _names));

    [Theory]
    [InlineData("adam")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("something-else-entirely")]
    public void Nearest_NothingAlike_FindsNone(string typed) => Assert.Null(NameSuggestion.Nearest(typed, _names));

    [Fact]
    public void For_Misspelt_IsPartOfASentence()
    {
        Assert.Equal(" (did you mean 'famo'?)", NameSuggestion.For("fam0", _names));
        Assert.Equal("", NameSuggestion.For("qqqqqq", _names));
    }
}

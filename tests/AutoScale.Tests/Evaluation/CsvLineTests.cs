using AutoScale.Evaluation;

namespace AutoScale.Tests.Evaluation;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("a,b", "a", "b")]
    [InlineData("\"a,b\",,\"say \"\"x\"\"\",\" c \"", "a,b", "", "say \"x\"", " c ")]
    public void Of_Cells_AreQuotedWhereNeeded(string expected, params string[] cells) => Assert.Equal(expected, CsvLine.Of(cells));
}

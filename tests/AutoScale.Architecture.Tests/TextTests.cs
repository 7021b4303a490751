using System.Text.RegularExpressions;

namespace AutoScale.Architecture.Tests;

public sealed partial class TextTests
{
    private const int MostSuppressions = 10;

    [Fact]
    public void Regions_InAnyFile_DoNotExist() =>
        Rule.Holds("A file that needs a region needs splitting.", Find(Region(), ".cs"));

    [Fact]
    public void OpenWork_InAnyFile_NamesItsIssue() =>
        Rule.Holds("A note about open work names its issue, as #12.", Find(OpenWork(), ""));

    [Fact]
    public void Paths_OfOneMachine_AreNowhere() =>
        Rule.Holds("Nothing names a path of the machine it was written on.", Find(MachinePath(), ""));

    [Fact]
    public void Suppressions_InCode_SayWhy() =>
        Rule.Holds("A suppressed warning has its reason on the same line.", Find(SuppressionWithoutReason(), ".cs"));

    [Fact]
    public void Suppressions_InCode_AreFew()
    {
        string[] all = [.. Find(Suppression(), ".cs")];

        Assert.True(all.Length < MostSuppressions, $"Fewer than {MostSuppressions} suppressed warnings, got:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    [Theory]
    [InlineData("// TO" + "DO: later", true)]
    [InlineData("// TO" + "DO #12: later", false)]
    public void OpenWork_KnownLines_IsToldApart(string line, bool expected) => Assert.Equal(expected, OpenWork().IsMatch(line));

    private static IEnumerable<string> Find(Regex pattern, string ending) =>
        from path in Repository.TextFiles
        where path.EndsWith(ending, StringComparison.Ordinal)
        from line in Repository.Lines(path).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{path}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^\s*#\s*(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b(?!.*#\d)")]
    private static partial Regex OpenWork();

    [GeneratedRegex(@"(?<![\w.>)}])/(work|root|opt/nuget)/|/home/\w|\bC:\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^\s*#pragma warning disable\b|\[(\w+: )?SuppressMessage\(")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"^\s*#pragma warning disable\b(?!.*//)|SuppressMessage\((?!.*Justification = "")")]
    private static partial Regex SuppressionWithoutReason();
}

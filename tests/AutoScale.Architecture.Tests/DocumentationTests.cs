using System.Text.RegularExpressions;
using System.Xml.Linq;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Architecture.Tests;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Weightings_OfEveryProject_NameTheirSource() => Rule.Holds(
        "The documentation of a weighting says where the method comes from: 'Source:' with authors, year, identifier and equation.",
        Project.All.SelectMany(project => project.Types.Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IWeighting)))
            .Where(type => !Documentation(project, $"T:{type.FullName}").Contains("Source:", StringComparison.Ordinal))
            .Select(type => type.FullName!)));

    [Fact]
    public void Weightings_OfEveryProject_HaveATestFileOfTheirOwn() => Rule.Holds(
        "A weighting or decorator has one test file, named after it.",
        from type in Project.All.SelectMany(project => project.Types)
        where type is { IsClass: true, IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(IWeighting))
        where Repository.TextFiles.Count(file => Path.GetFileName(file) == $"{type.Name}Tests.cs") != 1
        select type.FullName!);

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere() => Rule.Holds(
        "A relative link leads to a file of the repository.",
        from page in Repository.TextFiles
        where page.EndsWith(".md", StringComparison.Ordinal)
        from Match link in Link().Matches(Repository.Text(page))
        let target = link.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal)
        let path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target)
        where !File.Exists(path) && !Directory.Exists(path)
        select $"{page}: {target}");

    [Theory]
    [InlineData("docs/trace-format.md", 2)]
    [InlineData("README.md", 1)]
    public void TraceExample_OfThePage_IsATrace(string page, int expectedRecords)
    {
        string example = string.Join('\n', Repository.Lines(page).Where(line => line.StartsWith("{\"", StringComparison.Ordinal)));

        Assert.Equal(expectedRecords, Trace.Read(new StringReader(example)).Records.Count);
    }

    private static string Documentation(Project project, string member) =>
        XDocument.Load(Path.ChangeExtension(project.AssemblyPath, ".xml")).Descendants("member")
            .FirstOrDefault(element => element.Attribute("name")!.Value == member)?.Value ?? "";

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}

using System.Text.RegularExpressions;

namespace AutoScale.Architecture.Tests;

public sealed partial class NamingTests
{
    private static readonly HashSet<string> _emptyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Base", "Impl", "Misc",
    };

    [Theory]
    [InlineData("TensorManager", true)]
    [InlineData("MathUtils", true)]
    [InlineData("NashMtl", false)]
    [InlineData("SingleTaskBaseline", false)]
    public void HasEmptyWord_KnownNames_FindsTheWord(string name, bool expected) => Assert.Equal(expected, HasEmptyWord(name));

    [Fact]
    public void Types_OfEveryProject_AreNamedAfterWhatTheyAre() => Rule.Holds(
        $"A type is named after what it is, never with {string.Join(", ", _emptyWords)}.",
        Project.All.SelectMany(project => project.Types).Where(type => HasEmptyWord(type.Name)).Select(type => type.FullName!));

    [Fact]
    public void Files_OfEveryProject_AreNamedAfterWhatTheyHold() => Rule.Holds(
        $"A file or folder is named after what it holds, never with {string.Join(", ", _emptyWords)}.",
        Repository.TextFiles.Where(path => !path.EndsWith("Directory.Build.props", StringComparison.Ordinal))
            .Where(path => path.Split('/', '.').Any(HasEmptyWord)));

    [Fact]
    public void Namespaces_OfEveryFile_FollowFolders() => Rule.Holds(
        "A file's namespace is its project and its folders; AutoScale.Torch is one namespace, so that a model needs one using.",
        Repository.SourceFiles("src").Where(path => Declared(path) is { } declared && declared != Expected(path))
            .Select(path => $"{path}: {Declared(path)}, expected {Expected(path)}"));

    [Fact]
    public void Tests_OfEveryProject_NameMethodSituationAndResult() => Rule.Holds(
        "A test is named Method_Situation_Result.",
        Repository.SourceFiles("tests").SelectMany(path => TestMethod().Matches(Repository.Text(path))
            .Select(match => match.Groups["name"].Value)
            .Where(name => name.Count(character => character == '_') != 2)
            .Select(name => $"{path}: {name}")));

    private static bool HasEmptyWord(string name) => WordBoundary().Split(name).Any(_emptyWords.Contains);

    private static string? Declared(string path) =>
        NamespaceDeclaration().Match(Repository.Text(path)) is { Success: true } match ? match.Groups["name"].Value : null;

    private static string Expected(string path) => path.StartsWith("src/AutoScale.Torch/", StringComparison.Ordinal)
        ? "AutoScale.Torch"
        : path["src/".Length..path.LastIndexOf('/')].Replace('/', '.');

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex WordBoundary();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"\[(Shared)?(Fact|Theory)\b.*?public (static )?(async )?(void|Task) (?<name>\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();
}

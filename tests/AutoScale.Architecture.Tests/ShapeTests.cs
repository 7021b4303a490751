using System.Reflection;
using System.Text.RegularExpressions;

namespace AutoScale.Architecture.Tests;

public sealed partial class ShapeTests
{
    private const int LongestFile = 300;
    private const int LongestMethod = 40;
    private const int MostParameters = 5;

    /// <summary>Files over the budget, each with the reason that it reads better whole.</summary>
    private static readonly Dictionary<string, string> _longFiles = new()
    {
        ["native/autoscale_torch.cpp"] = "the C interface is one header and one source in the same order, to be read against each other",
    };

    /// <summary>Methods over the budget, as <c>path:name</c>, each with the reason that it reads better whole.</summary>
    private static readonly Dictionary<string, string> _longMethods = [];

    /// <summary>Members with more parameters, as <c>Type.Member</c>, each with the reason that a record would not read better.</summary>
    private static readonly Dictionary<string, string> _manyParameters = new()
    {
        ["Autograd.Gradients"] = "libtorch's own grad(): every user of autograd knows these six by name, and all but two have defaults",
        ["Conv2d..ctor"] = "a convolution's six numbers are known by name to everybody, and the last three have defaults",
    };

    /// <summary>Files with several public types, each with the reason that they belong together.</summary>
    private static readonly Dictionary<string, string> _sharedFiles = [];

    [Fact]
    public void Classes_ThatAreExported_AreSealedStaticOrAbstract() => Rule.Holds(
        "An exported class is sealed, static or abstract.",
        Project.All.SelectMany(project => project.Types)
            .Where(type => type.IsVisible && type.IsClass && !type.IsSealed && !type.IsAbstract)
            .Select(type => type.FullName!));

    [Fact]
    public void Files_OfCode_AreShort() => Rule.Holds(
        $"A file has at most {LongestFile} lines: split it along what it does.",
        Repository.TextFiles.Where(IsCode)
            .Select(path => (path, Lines: Repository.Lines(path).Length))
            .Where(file => file.Lines > LongestFile)
            .Select(file => (file.path, $"{file.Lines} lines")),
        _longFiles);

    [Fact]
    public void Methods_OfCode_AreShort() => Rule.Holds(
        $"A method has at most {LongestMethod} lines between its braces.",
        Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests")).Concat(Repository.SourceFiles("benchmarks"))
            .SelectMany(path => MethodsOf(Repository.Lines(path)).Select(method => (Name: $"{path}:{method.Name}", method.Length)))
            .Where(method => method.Length > LongestMethod)
            .Select(method => (method.Name, $"{method.Length} lines")),
        _longMethods);

    [Fact]
    public void Members_ThatAreExported_TakeFewParameters() => Rule.Holds(
        $"A method takes at most {MostParameters} parameters; more make one immutable record.",
        Project.All.SelectMany(project => project.Types).Where(type => type.IsVisible && !IsRecord(type) && !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .OfType<MethodBase>()
            .Where(method => method.GetParameters().Length > MostParameters)
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", Count: method.GetParameters().Length))
            .Distinct()
            .Select(method => (method.Name, $"{method.Count} parameters")),
        _manyParameters);

    [Fact]
    public void Files_OfTheProduct_HoldThePublicTypeTheyAreNamedAfter() => Rule.Holds(
        "A file holds one public type and has its name (parts of a partial type: Type.Part.cs).",
        Repository.SourceFiles("src")
            .Select(path => (path, Types: PublicType().Matches(Repository.Text(path)).Select(match => match.Groups["name"].Value).ToArray()))
            .Where(file => file.Types.Length > 1 || (file.Types.Length == 1 && file.Types[0] != Path.GetFileName(file.path).Split('.')[0]))
            .Select(file => (file.path, string.Join(", ", file.Types))),
        _sharedFiles);

    [Fact]
    public void MethodsOf_ANestedTypeAndTwoMethods_CountsTheLinesOfEach()
    {
        string[] lines =
        [
            "public sealed class Outer", "{", "    public Outer(", "        int size)", "    {", "        a();", "        b();", "    }", "",
            "    private sealed class Inner", "    {", "        private void M()", "        {", "            c();", "        }", "    }", "}",
        ];

        Assert.Equal([("Outer", 2), ("M", 1)], MethodsOf(lines));
    }

    private static bool IsCode(string path) => Path.GetExtension(path) is ".cs" or ".cpp" or ".h" or ".sh" or "";

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    /// <summary>Name and length of every body: from a brace alone on its line to the brace of the same indent, types left out.</summary>
    private static IEnumerable<(string Name, int Length)> MethodsOf(string[] lines)
    {
        for (int i = 1; i < lines.Length; i++)
        {
            string indent = lines[i].TrimEnd('{');
            if (indent.Length is not (4 or 8) || lines[i].Length != indent.Length + 1 || indent.Trim().Length > 0)
            {
                continue;
            }

            int start = i - 1;
            while (start > 0 && lines[start].StartsWith(indent + " ", StringComparison.Ordinal))
            {
                start--;
            }

            string declaration = lines[start].Trim();
            bool isMember = declaration.Contains('(') && !Initializer().IsMatch(declaration) && !TypeDeclaration().IsMatch(declaration) && !Statement().IsMatch(declaration);
            int end = Array.FindIndex(lines, i, line => line.StartsWith(indent + "}", StringComparison.Ordinal));
            if (isMember && end > 0)
            {
                yield return (MemberName().Match(declaration).Groups["name"].Value, end - i - 1);
            }
        }
    }

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\b")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^[^(]*\s=\s")]
    private static partial Regex Initializer();

    [GeneratedRegex(@"^(if|for|foreach|while|switch|using|lock|fixed|else|try|catch|finally|do|unsafe|get|set|init|return|throw)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<name>\w+)(<[^(]*>)?\(")]
    private static partial Regex MemberName();

    [GeneratedRegex(
        @"^public ((sealed|static|abstract|readonly|partial|ref|unsafe) )*(class|struct|interface|enum|record( struct| class)?|delegate [\w<>\[\]?]+) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AutoScale.Architecture.Tests;

public sealed class DependencyTests
{
    /// <summary>Who may know whom. An arrow that is not here does not exist; see docs/architecture.md.</summary>
    private static readonly Dictionary<string, string[]> _arrows = new()
    {
        ["AutoScale"] = [],
        ["AutoScale.Torch"] = [],
        ["AutoScale.Conformance"] = ["AutoScale"],
        ["AutoScale.Training"] = ["AutoScale", "AutoScale.Torch"],
        ["AutoScale.Problems"] = ["AutoScale.Training"],
        ["AutoScale.Search"] = ["AutoScale"],
        ["AutoScale.Reporting"] = ["AutoScale"],
        ["AutoScale.Studies"] = ["AutoScale.Problems", "AutoScale.Search", "AutoScale.Reporting"],
        ["AutoScale.Cli"] = ["AutoScale.Studies"],
    };

    [Fact]
    public void ProjectReferences_OfEveryProject_FollowTheArrows() => Rule.Holds(
        "A project references only those that its arrows in this test and in docs/architecture.md name.",
        Project.All.SelectMany(project => project.References
            .Where(reference => !_arrows.GetValueOrDefault(project.Name, []).Contains(reference))
            .Select(reference => $"{project.Name} -> {reference}")));

    [Fact]
    public void AssemblyReferences_OfEveryProject_FollowTheArrows() => Rule.Holds(
        "The built assembly uses only assemblies of this project that its arrows reach.",
        Project.All.SelectMany(project => project.Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("AutoScale", StringComparison.Ordinal) && !Reachable(project.Name).Contains(reference))
            .Select(reference => $"{project.Name} -> {reference}")));

    [Fact]
    public void Arrows_OfEveryProject_FormNoCircle() => Rule.Holds(
        "No project reaches itself.",
        _arrows.Keys.Where(project => Reachable(project).Contains(project)));

    [Fact]
    public void Projects_UnderSrc_HaveArrowsAndTests() => Rule.Holds(
        "A project has its arrows in this test and a test project of its own.",
        Project.All.Select(project => project.Name).Where(name =>
            !_arrows.ContainsKey(name) || !Repository.TextFiles.Contains($"tests/{name}.Tests/{name}.Tests.csproj")));

    [Fact]
    public void Solution_OfTheRepository_HoldsEveryProject()
    {
        string solution = Repository.Text("AutoScale.slnx");

        Rule.Holds(
            "Every project is in AutoScale.slnx.",
            Repository.TextFiles.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_OfEveryProject_AreExplained()
    {
        string decision = Repository.Text("docs/decisions/0003-dependencies.md");

        Rule.Holds(
            "Every package has its reason in docs/decisions/0003-dependencies.md.",
            Project.All.SelectMany(project => project.Packages)
                .Where(package => !decision.Contains($"`{package}`", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AutoScale", "MathNet.Numerics")]
    [InlineData("AutoScale.Torch", "")]
    public void Packages_OfAProjectThatKnowsNobody_AreTheseAlone(string name, string allowed)
    {
        Project project = Project.All.Single(project => project.Name == name);
        string[] packages = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(packages, project.Packages);
        Rule.Holds(
            $"{name} uses the framework and {(allowed.Length > 0 ? allowed : "nothing else")}.",
            project.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(reference => !reference.StartsWith("System", StringComparison.Ordinal) && !packages.Contains(reference)));
    }

    [Fact]
    public void TypeReferences_OfTheCore_ReachNoFileNoConsoleNoNativeCode()
    {
        string[] outside = ["System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.DirectoryInfo",
            "System.IO.StreamReader", "System.IO.StreamWriter", "System.Console", "System.Diagnostics.Process", "System.Net.Http.HttpClient"];
        using FileStream stream = File.OpenRead(Project.All.Single(project => project.Name == "AutoScale").AssemblyPath);
        using PEReader file = new(stream);
        MetadataReader reader = file.GetMetadataReader();

        Rule.Holds(
            "The mathematics does no input or output: files, text and time come in from outside.",
            reader.TypeReferences.Select(reader.GetTypeReference)
                .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
                .Where(outside.Contains));
        Rule.Holds(
            "The mathematics calls no native code.",
            reader.MethodDefinitions.Select(reader.GetMethodDefinition)
                .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
                .Select(method => reader.GetString(method.Name)));
    }

    private static HashSet<string> Reachable(string project)
    {
        HashSet<string> reached = [];
        Queue<string> next = new(_arrows.GetValueOrDefault(project, []));
        while (next.TryDequeue(out string? name))
        {
            if (reached.Add(name))
            {
                _arrows.GetValueOrDefault(name, []).ToList().ForEach(next.Enqueue);
            }
        }

        return reached;
    }
}

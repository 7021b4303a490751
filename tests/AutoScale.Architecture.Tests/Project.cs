using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace AutoScale.Architecture.Tests;

/// <summary>One project under <c>src/</c>: what its file says, and the assembly built from it.</summary>
internal sealed class Project
{
    private Project(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        XDocument file = XDocument.Parse(Repository.Text(path));
        References = [.. Included(file, "ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference))];
        Packages = [.. Included(file, "PackageReference")];
        string assemblyName = file.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;
        AssemblyPath = System.IO.Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll");
        Assembly = Assembly.LoadFrom(AssemblyPath);
    }

    /// <summary>Every project under <c>src/</c>, by name.</summary>
    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.TextFiles.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(path => new Project(path))];

    public string Path { get; }

    public string Name { get; }

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<string> Packages { get; }

    public string AssemblyPath { get; }

    public Assembly Assembly { get; }

    /// <summary>The types somebody wrote: not those the compiler or a source generator made.</summary>
    public IEnumerable<Type> Types => Assembly.GetTypes()
        .Where(type => !type.Name.Contains('<') && type.DeclaringType?.Name.Contains('<') != true)
        .Where(type => type.Namespace?.StartsWith("AutoScale", StringComparison.Ordinal) == true)
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)));

    private static IEnumerable<string> Included(XDocument file, string element) =>
        file.Descendants(element).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));
}

using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>docs/methods.md has a section for every method of the catalogue, and what it says of the options is true.</summary>
public class MethodDocumentationTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "methods.md"));

    public static TheoryData<string> Names => [.. MethodCatalogue.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_SaysEverythingAUserNeeds(string name)
    {
        string section = Section(name);

        Assert.All(["**Formula.**", "**Cost.**", "**When to use.**", "**Source.**", "**Where others differ.**"], part => Assert.Contains(part, section, StringComparison.Ordinal));
        Assert.Contains("uard", section, StringComparison.Ordinal);
        Assert.Contains($"[`{name}`](#{name})", _page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Section_OfTheMethod_HasEveryOptionWithItsDefault(string name)
    {
        string section = Section(name);
        foreach (OptionDescriptor option in MethodCatalogue.Find(name).Options)
        {
            string text = string.IsNullOrEmpty(option.Default) ? $"`{option.Name}`" : $"`{option.Name}` (default `{option.Default}`";
            Assert.Contains(text, section, StringComparison.Ordinal);
        }
    }

    private static string Section(string name)
    {
        int start = _page.IndexOf($"\n## {name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/methods.md has no section '## {name}'.");
        int end = _page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? _page[start..] : _page[start..end];
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoScale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds AutoScale.slnx.");
    }
}

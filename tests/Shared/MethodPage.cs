namespace AutoScale.Tests.Shared;

/// <summary>docs/methods.md, and what the section of every method has to say.</summary>
internal static class MethodPage
{
    private static readonly string _page = RepositoryPage.Text("docs/methods.md");

    /// <summary>Fails unless the method has a section with every part that a user needs, and a row in the table.</summary>
    public static void RequireEveryPart(string method)
    {
        string section = Section(method);
        Assert.All(["**Formula.**", "**Cost.**", "**When to use.**", "**Source.**", "**Where others differ.**"], part => Assert.Contains(part, section, StringComparison.Ordinal));
        Assert.Contains("uard", section, StringComparison.Ordinal);
        Assert.Contains($"[`{method}`](#{method})", _page, StringComparison.Ordinal);
    }

    /// <summary>Fails unless the method's section names every option with its default.</summary>
    public static void RequireOptions(string method, IEnumerable<(string Name, string? Default)> options)
    {
        string section = Section(method);
        foreach ((string name, string? value) in options)
        {
            Assert.Contains(string.IsNullOrEmpty(value) ? $"`{name}`" : $"`{name}` (default `{value}`", section, StringComparison.Ordinal);
        }
    }

    private static string Section(string method)
    {
        int start = _page.IndexOf($"\n## {method}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/methods.md has no section '## {method}'.");
        int end = _page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? _page[start..] : _page[start..end];
    }
}

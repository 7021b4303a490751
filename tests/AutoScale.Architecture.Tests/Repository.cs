namespace AutoScale.Architecture.Tests;

/// <summary>The checkout that the tests were built from, and its text files.</summary>
internal static class Repository
{
    private static readonly string[] _textEndings =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".yaml", ".md", ".txt", ".sh", ".h", ".cpp", "/autoscale", "/run"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file, as paths from the root with forward slashes; what git ignores is left out.</summary>
    public static IReadOnlyList<string> TextFiles { get; } = [.. FilesBelow(Root).Order(StringComparer.Ordinal)];

    /// <summary>Every C# file of a top-level folder, as <c>src</c>.</summary>
    public static IEnumerable<string> SourceFiles(string folder) =>
        TextFiles.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The lines of a file given by its path from the root.</summary>
    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>The text of a file given by its path from the root.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoScale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds AutoScale.slnx.");
    }

    private static IEnumerable<string> FilesBelow(string root)
    {
        HashSet<string> ignored = [".git", .. File.ReadLines(Path.Combine(root, ".gitignore")).Select(line => line.Trim('/'))];
        Queue<string> folders = new([root]);
        while (folders.TryDequeue(out string? folder))
        {
            foreach (string below in Directory.EnumerateDirectories(folder))
            {
                if (!ignored.Contains(Path.GetFileName(below)) && !ignored.Contains(FromRoot(root, below)))
                {
                    folders.Enqueue(below);
                }
            }

            foreach (string file in Directory.EnumerateFiles(folder).Where(file => _textEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))))
            {
                yield return FromRoot(root, file);
            }
        }
    }

    private static string FromRoot(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}

namespace AutoScale.Tests.Shared;

/// <summary>Reads a page of the repository that the tests are built from.</summary>
internal static class RepositoryPage
{
    /// <summary>The whole page, by its path from the root of the repository.</summary>
    public static string Text(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoScale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder is not null
            ? File.ReadAllText(Path.Combine(folder.FullName, path))
            : throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds AutoScale.slnx.");
    }

    /// <summary>The lines of a page.</summary>
    public static string[] Lines(string path) => Text(path).Split('\n');
}

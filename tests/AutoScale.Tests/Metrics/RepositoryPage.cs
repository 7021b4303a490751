namespace AutoScale.Tests.Metrics;

/// <summary>Reads a page of the repository that the tests are built from.</summary>
internal static class RepositoryPage
{
    public static string[] Lines(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoScale.slnx")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllLines(Path.Combine(folder!.FullName, path));
    }
}

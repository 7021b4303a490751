namespace AutoScale.Cli.Tests;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("autoscale-cli-").FullName;

    /// <summary>Every file and folder below, relative, sorted.</summary>
    public IEnumerable<string> Entries =>
        Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(Path, path)).Order(StringComparer.Ordinal);

    public string Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The finished runs below a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The text of each run.json by its path.</returns>
    public static Dictionary<string, string> CompletedRuns(string folder) => Directory.EnumerateFiles(folder, "run.json", SearchOption.AllDirectories)
        .ToDictionary(path => path, File.ReadAllText).Where(run => run.Value.Contains("\"completed\"", StringComparison.Ordinal)).ToDictionary();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace AutoScale.Cli.Tests.Commands;

/// <summary>A comparison of three methods that was trained once, by child processes, for all tests of a class.</summary>
public sealed class FinishedComparison : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedComparison() => Run = Compare(Path, []);

    /// <summary>The folder that holds the study "study" and its baselines.</summary>
    public string Path => _folder.Path;

    /// <summary>What the command printed.</summary>
    internal CommandRun Run { get; }

    /// <summary>What it was told, beside where to write.</summary>
    internal static string[] Settings { get; } = [.. TinyScenes.Problem, "--tasks", "depth,edges", "--methods", "unitary,uw,imtl-g", "--seeds", "1", "-n", "12", "--jobs", "2"];

    /// <summary>Runs the same comparison, in this folder or another.</summary>
    internal static CommandRun Compare(string directory, params string[] more) => CommandRun.In(directory, ["compare", .. Settings, "--out", "study", .. more]);

    /// <summary>Copies everything to an empty folder.</summary>
    internal void CopyTo(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();
}

namespace AutoScale.Problems.Tests;

/// <summary>A fresh folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("autoscale-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

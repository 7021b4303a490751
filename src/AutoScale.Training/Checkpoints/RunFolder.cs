using AutoScale.Runs;

namespace AutoScale.Training.Checkpoints;

/// <summary>Where a run keeps its files.</summary>
public sealed class RunFolder
{
    /// <summary>The name of the file that a process holds while it works in the folder.</summary>
    public const string LockName = "run.lock";

    /// <summary>Names the files of a run and makes its folders.</summary>
    /// <param name="path">The run's folder; made if it is missing.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public RunFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(In("checkpoint"));
    }

    /// <summary>The folder itself, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>The configuration, all values resolved.</summary>
    public string Config => In(RunFileNames.Config);

    /// <summary>Versions, seed, device, timings, status.</summary>
    public string Summary => In(RunFileNames.Summary);

    /// <summary>One line per update: losses, gradient geometry, weights, certificate.</summary>
    public string Trace => In(RunFileNames.Trace);

    /// <summary>One line per evaluation.</summary>
    public string Metrics => In(RunFileNames.Metrics);

    /// <summary>The weights the run ended with.</summary>
    public string Weights => In(RunFileNames.Weights);

    /// <summary>What the selected model makes of a few test examples, as pictures.</summary>
    public string Samples => In(RunFileNames.Samples);

    /// <summary>The run as one HTML page, for people.</summary>
    public string Report => In(RunFileNames.Report);

    /// <summary>The folder of the run as curves for TensorBoard; may not exist.</summary>
    public string TensorBoard => In(RunFileNames.TensorBoard);

    /// <summary>The newest checkpoint: what a resumed run starts from.</summary>
    public string LastCheckpoint => In(RunFileNames.LastCheckpoint);

    /// <summary>The model selected on validation.</summary>
    public string BestModel => In(RunFileNames.BestModel);

    /// <summary>Takes the folder for this process, until disposed or until the process ends, however it ends.</summary>
    /// <returns>The lock.</returns>
    /// <exception cref="TrainingException">Another process is training in this folder.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(In(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(In(LockName)))
        {
            throw new TrainingException($"{Path} is in use: another process is training in it. Wait for it to end, or use another folder.", e);
        }
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}

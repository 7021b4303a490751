using System.Globalization;

using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Runs;

/// <summary>Chooses and checks the folders of runs, so that no run is ever overwritten by accident.</summary>
public static class RunFolders
{
    /// <summary>Takes the first free folder runs/PROBLEM-METHOD-SEED-N, so that no other process takes it too.</summary>
    /// <param name="directory">The folder that holds "runs".</param>
    /// <param name="configuration">The run.</param>
    /// <returns>The absolute path of a folder that holds nothing but a lock file.</returns>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static string Claim(string directory, RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string stem = string.Create(CultureInfo.InvariantCulture, $"{configuration.Problem}-{configuration.Method}-{configuration.Seed}");
        for (int n = 1; ; n++)
        {
            string path = Path.GetFullPath(Path.Combine(directory, "runs", string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}")));
            if (!Path.Exists(path) && TryClaim(path))
            {
                return path;
            }
        }
    }

    /// <summary>Gives a claimed folder back if no run was begun in it; leaves any other alone.</summary>
    /// <param name="path">The folder; may be missing.</param>
    public static void Abandon(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).SequenceEqual([RunFolder.LockName]))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Whether a folder holds a run.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>Whether it does.</returns>
    public static bool HoldsRun(string path) => File.Exists(Path.Combine(path, RunFileNames.Config));

    /// <summary>Throws unless a new run may be written to a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether the user said that a run that is there may go.</param>
    /// <exception cref="ConfigurationException">The path is a file, or a folder with something in it that may not go.</exception>
    public static void RequireFresh(string path, bool overwrite)
    {
        if (File.Exists(path))
        {
            throw new ConfigurationException($"{path} is a file: a run needs a folder (--out).");
        }

        if (!Directory.Exists(path) || !HasFiles(path))
        {
            return;
        }

        if (!HoldsRun(path))
        {
            throw new ConfigurationException($"{path} is not empty and holds no run: choose another --out.");
        }

        if (!overwrite)
        {
            throw new ConfigurationException($"{path} already holds a run: continue it with --resume {path}, replace it with --overwrite, or choose another --out.");
        }
    }

    /// <summary>Throws unless a run can be continued from a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ConfigurationException">There is no run in the folder.</exception>
    public static void RequireRun(string path)
    {
        if (!HoldsRun(path))
        {
            string what = Directory.Exists(path) ? "holds no run: it has no config.yaml" : "does not exist";
            throw new ConfigurationException($"{path} {what}; --resume needs the folder of a run.");
        }
    }

    /// <summary>Removes a former run's files from a folder and leaves any other file alone.</summary>
    /// <param name="folder">The folder.</param>
    public static void Clear(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] events = Directory.Exists(folder.TensorBoard) ? Directory.GetFiles(folder.TensorBoard, RunFileNames.EventFilePrefix + "*") : [];
        foreach (string file in (string[])[.. events, folder.LastCheckpoint, folder.BestModel, folder.Report, folder.Samples, folder.Weights, folder.Metrics, folder.Trace, folder.Summary, folder.Config])
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether a folder holds a file; what a process that was killed had not finished does not count.</summary>
    private static bool HasFiles(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any(file => !file.EndsWith(".tmp", StringComparison.Ordinal) && Path.GetFileName(file) != RunFolder.LockName);

    /// <summary>Makes a folder and, alone of all processes that try, its lock file: a folder cannot be made exclusively, a file can.</summary>
    private static bool TryClaim(string path)
    {
        Directory.CreateDirectory(path);
        string file = Path.Combine(path, RunFolder.LockName);
        try
        {
            using FileStream claim = new(file, FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }
}

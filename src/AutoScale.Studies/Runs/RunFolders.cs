using System.Globalization;

using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Runs;

/// <summary>Chooses and checks the folders of runs, so that no run is ever overwritten by accident.</summary>
public static class RunFolders
{
    /// <summary>The first free folder runs/PROBLEM-METHOD-SEED-N; nothing is made yet.</summary>
    /// <param name="directory">The folder that holds "runs".</param>
    /// <param name="configuration">The run.</param>
    /// <returns>An absolute path where nothing is.</returns>
    public static string Free(string directory, RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string stem = string.Create(CultureInfo.InvariantCulture, $"{configuration.Problem}-{configuration.Method}-{configuration.Seed}");
        for (int n = 1; ; n++)
        {
            string path = Path.GetFullPath(Path.Combine(directory, "runs", string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}")));
            if (!Path.Exists(path))
            {
                return path;
            }
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
        foreach (string file in (string[])[folder.LastCheckpoint, folder.BestModel, folder.Weights, folder.Metrics, folder.Trace, folder.Summary, folder.Config])
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether a folder holds a file; what a process that was killed had not finished does not count.</summary>
    private static bool HasFiles(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any(file => !file.EndsWith(".tmp", StringComparison.Ordinal) && Path.GetFileName(file) != "run.lock");
}

using System.Globalization;

namespace AutoScale.Problems.Scenes;

/// <summary>Keeps generated scene sets on disk, so that only the first run of a machine generates them.</summary>
public static class SceneCache
{
    /// <summary>Reads a set from its file, or generates it and writes the file.</summary>
    /// <param name="options">Which set.</param>
    /// <param name="folder">The folder of the files; made if it is missing.</param>
    /// <param name="notice">Told in one sentence what takes time and what was wrong with a file; may be null.</param>
    /// <param name="stop">Ends the generation early.</param>
    /// <returns>The set.</returns>
    /// <remarks>A file that is damaged, truncated or of another version is said so and replaced. A folder that cannot be written costs the
    /// next run its time, not this run its result.</remarks>
    /// <exception cref="ProblemException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static SceneSet LoadOrGenerate(
        SceneOptions options, string folder, Action<string>? notice = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options.Validate();
        string path = PathOf(options, folder);
        try
        {
            if (File.Exists(path))
            {
                return Read(options, path);
            }

            notice?.Invoke($"Generating {options.Count} scenes of {options.Height} x {options.Width} pixels; they are kept in {path}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            notice?.Invoke($"The cached scenes in {path} cannot be used: {error.Message} They are generated again.");
        }

        SceneSet set = SceneGenerator.Generate(options, stop);
        TryWrite(set, options, path, notice);
        return set;
    }

    /// <summary>The file a set is kept in.</summary>
    /// <param name="options">Which set.</param>
    /// <param name="folder">The folder of the files.</param>
    /// <returns>The file's path.</returns>
    public static string PathOf(SceneOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Height}x{options.Width}-{options.TrainCount}+{options.ValidationCount}+{options.TestCount}-seed{options.Seed}");
        return Path.Combine(folder, $"scenes-v{SceneGenerator.Version}-{name}.bin");
    }

    private static SceneSet Read(SceneOptions options, string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return SceneFile.Read(stream, options);
    }

    private static void TryWrite(SceneSet set, SceneOptions options, string path, Action<string>? notice)
    {
        // The process id keeps two runs that start at once from writing into one file; the rename decides who was last.
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                SceneFile.Write(stream, set, options);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            notice?.Invoke($"The scenes could not be kept in {path}: {error.Message} The next run generates them again.");
            TryDelete(temporary);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What could not be written cannot always be deleted either; the caller has been told already.
        }
    }
}

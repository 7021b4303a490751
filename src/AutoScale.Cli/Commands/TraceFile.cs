using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training;

namespace AutoScale.Cli.Commands;

/// <summary>Finds and reads the trace that a command is given.</summary>
internal static class TraceFile
{
    /// <summary>The trace's file.</summary>
    /// <param name="path">A trace file, or the folder of a run.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="ConfigurationException">There is no such file.</exception>
    public static string Locate(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, RunFileNames.Trace) : path;
        return File.Exists(file) ? file : throw new ConfigurationException($"There is no trace {file}: expected a trace file or the folder of a run.");
    }

    /// <summary>Reads a trace and makes something of it.</summary>
    /// <typeparam name="T">What it makes.</typeparam>
    /// <param name="path">The trace's file.</param>
    /// <param name="use">Makes it; a <see cref="FormatException"/> is the trace's fault.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="TrainingException">The trace is damaged or does not hold enough; the message names the file.</exception>
    public static T Read<T>(string path, Func<Trace, T> use)
    {
        try
        {
            using StreamReader reader = new(path);
            return use(Trace.Read(reader));
        }
        catch (FormatException exception)
        {
            throw new TrainingException($"{path}: {exception.Message}", exception);
        }
    }
}

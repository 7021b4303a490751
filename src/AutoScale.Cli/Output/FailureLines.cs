using System.Globalization;

using AutoScale.Runs;

namespace AutoScale.Cli.Output;

/// <summary>The runs of a study that failed, for people.</summary>
internal static class FailureLines
{
    /// <summary>Writes a line for each.</summary>
    /// <param name="failures">The runs.</param>
    /// <param name="output">Receives the lines.</param>
    public static void Write(IEnumerable<FailedRun> failures, TextWriter output)
    {
        foreach (FailedRun failed in failures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed: {failed.Label}, seed {failed.Seed}: {failed.Error}"));
        }
    }
}

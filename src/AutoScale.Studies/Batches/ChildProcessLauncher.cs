using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Batches;

/// <summary>Trains a run in a process of its own: <c>autoscale train --json</c>.</summary>
/// <remarks>
/// The child stops with a checkpoint when its standard input ends: because this process closes it, or because this process is gone, however it went.
/// Thread-safe.
/// </remarks>
/// <param name="program">Starts the command.</param>
public sealed class ChildProcessLauncher(ProgramCommand program)
{
    /// <summary>The environment variable that makes <c>autoscale train</c> stop when its standard input ends; any value.</summary>
    public const string StopsWithInput = "AUTOSCALE_STOPS_WITH_INPUT";

    /// <summary>What the sentence on standard error begins with in which a command says why it failed.</summary>
    public const string ErrorPrefix = "autoscale: ";

    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(2); // A step, a validation and a checkpoint; more means that it hangs.

    /// <summary>Trains one run to its end; a <see cref="RunLauncher"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="resume">Whether its folder holds a checkpoint to go on from; otherwise what is there is replaced.</param>
    /// <param name="onIteration">Told about once a second how far the run is.</param>
    /// <param name="stop">Stops it, with a checkpoint.</param>
    /// <returns>How it ended; a failure in the child's own sentence.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<RunExit> LaunchAsync(PlannedRun run, bool resume, Action<int> onIteration, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(onIteration);
        try
        {
            using Process child = Start(run, resume);
            return await FollowAsync(child, onIteration, stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return new RunExit(Wording.Of(exception));
        }
    }

    private Process Start(PlannedRun run, bool resume)
    {
        string config = new RunFolder(run.Folder).Config;
        if (!resume)
        {
            string own = string.Create(CultureInfo.InvariantCulture, $"{config}.{Environment.ProcessId}.tmp"); // Another study may write the same file now.
            File.WriteAllText(own, run.ConfigurationText());
            File.Move(own, config, overwrite: true);
        }

        string[] which = resume ? ["--resume", run.Folder, $"--{ConfigurationKeys.TensorBoard.Name}", run.Configuration.TensorBoard ? "true" : "false"] : ["--config", config, "--out", run.Folder, "--overwrite"];
        ProcessStartInfo start = new(program.File, [.. program.Arguments, "train", "--json", "--no-report", .. which])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment[StopsWithInput] = "1";
        return Process.Start(start) ?? throw new IOException($"{program.File} could not be started.");
    }

    private static async Task<RunExit> FollowAsync(Process child, Action<int> onIteration, CancellationToken stop)
    {
        try
        {
            await using CancellationTokenRegistration closing = stop.Register(child.StandardInput.Close);
            using CancellationTokenSource hanging = new();
            await using CancellationTokenRegistration limit = stop.Register(() => hanging.CancelAfter(LongestStop));
            Task<string> errors = child.StandardError.ReadToEndAsync(hanging.Token);
            while (await child.StandardOutput.ReadLineAsync(hanging.Token).ConfigureAwait(false) is { } line)
            {
                if (IterationOf(line) is { } iteration)
                {
                    onIteration(iteration);
                }
            }

            string told = await errors.ConfigureAwait(false);
            await child.WaitForExitAsync(hanging.Token).ConfigureAwait(false);
            if (child.ExitCode != 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            return new RunExit(child.ExitCode == 0 ? null : Sentence(told, child.ExitCode));
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    private static int? IterationOf(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject told && (string?)told["event"] == "step" ? (int?)told["iteration"] : null;
        }
        catch (JsonException)
        {
            return null; // A library of the child may print what it likes.
        }
    }

    private static string Sentence(string errors, int exitCode) =>
        errors.Split('\n').LastOrDefault(line => line.StartsWith(ErrorPrefix, StringComparison.Ordinal)) is { } line
            ? line[ErrorPrefix.Length..].Trim()
            : $"Its process ended with exit code {exitCode} and gave no reason: it was stopped or killed from outside, perhaps for want of memory.";
}

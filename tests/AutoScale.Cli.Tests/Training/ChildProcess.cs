using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Training;

/// <summary>The built command line as a process of its own, to be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts autoscale train --json in a folder.</summary>
    public ChildProcess(string directory, params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "AutoScale.Cli.dll");
        ProcessStartInfo start = new(Host(), [command, "train", "--json", .. args])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>Reads events until a checkpoint holds an iteration, or the process ends.</summary>
    /// <returns>Whether the process is still running.</returns>
    public bool WaitForCheckpoint(int iteration)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            JsonObject told = JsonNode.Parse(line)!.AsObject();
            if ((string)told["event"]! == "checkpoint" && (int)told["iteration"]! >= iteration)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the process by SIGKILL: it gets no chance to finish anything.</summary>
    /// <returns>Whether it was still running.</returns>
    public bool Kill()
    {
        bool wasRunning = !_process.HasExited;
        _process.Kill();
        _process.WaitForExit();
        return wasRunning;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public (int ExitCode, string Error) Finish()
    {
        while (_process.StandardOutput.ReadLine() is not null)
        {
        }

        string error = _process.StandardError.ReadToEnd();
        _process.WaitForExit();
        return (_process.ExitCode, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Host() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");
}

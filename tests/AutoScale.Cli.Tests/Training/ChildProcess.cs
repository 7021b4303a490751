using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Training;

/// <summary>The built command line as a process of its own, to be killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts autoscale train --json in a folder.</summary>
    public ChildProcess(string directory, params string[] args)
        : this("train", directory, args)
    {
    }

    private ChildProcess(string command, string directory, string[] args)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "AutoScale.Cli.dll");
        ProcessStartInfo start = new(Host(), [assembly, command, "--json", .. args])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AUTOSCALE_STOPS_WITH_INPUT"] = command == "train" ? "1" : null; // As a study starts its runs.
        _process = Process.Start(start)!;
    }

    /// <summary>Starts a study, autoscale compare or analyze, with --json in a folder.</summary>
    public static ChildProcess Study(string command, string directory, params string[] args) => new(command, directory, args);

    /// <summary>Reads events until a checkpoint holds an iteration, or the process ends.</summary>
    /// <returns>Whether the process is still running.</returns>
    public bool WaitForCheckpoint(int iteration) => WaitFor(told => (string)told["event"]! == "checkpoint" && (int)told["iteration"]! >= iteration);

    /// <summary>Reads events until one is as wanted, or the process ends.</summary>
    /// <returns>Whether the process is still running.</returns>
    public bool WaitFor(Predicate<JsonObject> isWanted)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (isWanted(JsonNode.Parse(line)!.AsObject()))
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
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return wasRunning;
    }

    /// <summary>Sends SIGTERM and at once another, as timeout may, which signals a process and then its group.</summary>
    public void TerminateTwice()
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_process.Id}; sleep 0.05; kill -TERM {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Lets the process know that who started it is gone.</summary>
    public void CloseInput() => _process.StandardInput.Close();

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

    /// <summary>Stops listening after the first line, as <c>head -1</c> does, and waits for the process to end by itself.</summary>
    public (int ExitCode, string Error) FinishUnheard()
    {
        _process.StandardOutput.ReadLine();
        _process.StandardOutput.Close();
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

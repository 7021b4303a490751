using System.Runtime.InteropServices;

using AutoScale.Studies.Batches;

namespace AutoScale.Cli;

/// <summary>The process around the command: arguments, console, signals, exit code.</summary>
public static class Program
{
    private const int DefaultWidth = 100;
    private const int NarrowestWidth = 40;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The command line without the program's name.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            return Run(args);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ExitCode.Failure; // Every failure has been told by now, unless nobody can be told: standard error is closed, or its disk full.
        }
    }

    private static int Run(string[] args)
    {
        if (args is ["--version"])
        {
            Console.Out.WriteLine(ProductVersion.Line); // Before the parser is loaded: scripts ask this often.
            return ExitCode.Success;
        }

        if (args is not (["train" or "demo" or "compare" or "analyze" or "diagnose", ..]))
        {
            return AutoScaleCommand.Run(args, OfProcess(), CancellationToken.None); // Signals end it, as any program.
        }

        using CancellationTokenSource stop = new();
        bool isChild = Environment.GetEnvironmentVariable(ChildProcessLauncher.StopsWithInput) is { Length: > 0 };
        if (isChild)
        {
            new Thread(() => StopWithInput(stop)) { IsBackground = true }.Start();
        }

        void Stop(PosixSignalContext signal)
        {
            // A second Ctrl-C ends the process at once. SIGTERM may come twice by itself: timeout sends it to a process and to its group.
            signal.Cancel = isChild || signal.Signal == PosixSignal.SIGTERM || !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return AutoScaleCommand.Run(args, OfProcess(), stop.Token);
    }

    /// <summary>The study that started this process keeps its standard input open, and says nothing, as long as it lives.</summary>
    private static void StopWithInput(CancellationTokenSource stop)
    {
        using Stream input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended by itself.
        }
    }

    private static CommandEnvironment OfProcess()
    {
        bool isTerminal = !Console.IsOutputRedirected;
        return new CommandEnvironment
        {
            Out = Console.Out,
            Error = Console.Error,
            Directory = Environment.CurrentDirectory,
            IsTerminal = isTerminal,
            Width = isTerminal ? Math.Max(Console.WindowWidth, NarrowestWidth) : DefaultWidth,
            Command = Environment.GetEnvironmentVariable("AUTOSCALE_COMMAND") is { Length: > 0 } command ? command : "autoscale",
            ShowsStackTraces = Environment.GetEnvironmentVariable("AUTOSCALE_DEBUG") is { Length: > 0 },
        };
    }
}

using System.Runtime.InteropServices;

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

        if (args is not (["train" or "demo", ..]))
        {
            return AutoScaleCommand.Run(args, OfProcess(), CancellationToken.None); // Signals end it, as any program.
        }

        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested; // A second signal ends the process at once.
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return AutoScaleCommand.Run(args, OfProcess(), stop.Token);
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

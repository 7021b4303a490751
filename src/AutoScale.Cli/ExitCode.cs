namespace AutoScale.Cli;

/// <summary>What the process tells its caller.</summary>
public static class ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>The run failed: missing data, a corrupt file, a loss that is not a number.</summary>
    public const int Failure = 1;

    /// <summary>The command was asked for something that does not exist or cannot be.</summary>
    public const int Usage = 2;

    /// <summary>The user stopped the run with Ctrl-C; it can be resumed. 128 + SIGINT, as shells expect.</summary>
    public const int Interrupted = 130;
}

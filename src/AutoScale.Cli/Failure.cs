using AutoScale.Problems;
using AutoScale.Runs;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;
using AutoScale.Weighting;

namespace AutoScale.Cli;

/// <summary>Turns an exception into the sentence a user reads and the exit code a script reads.</summary>
internal static class Failure
{
    /// <summary>Writes the sentence to the error stream.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="environment">The process around the command.</param>
    /// <returns><see cref="ExitCode.Usage"/> for a configuration error, otherwise <see cref="ExitCode.Failure"/>.</returns>
    public static int Report(Exception exception, CommandEnvironment environment)
    {
        environment.Out.Flush();
        environment.Error.WriteLine(ChildProcessLauncher.ErrorPrefix + Sentence(exception));
        if (environment.ShowsStackTraces)
        {
            environment.Error.WriteLine(exception);
        }

        environment.Error.Flush();
        return exception is ConfigurationException or MethodOptionException or ProblemException ? ExitCode.Usage : ExitCode.Failure;
    }

    private static string Sentence(Exception exception)
    {
        Exception cause = exception;
        while (cause is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException
            && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        string sentence = Wording.Of(cause).ReplaceLineEndings(" ").Trim();
        return sentence.Length == 0 ? $"{cause.GetType().Name}."
            : sentence[^1] is '.' or '?' or '!' ? sentence
            : sentence + ".";
    }
}

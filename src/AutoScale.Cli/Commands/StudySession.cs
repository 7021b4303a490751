using System.Text.Json.Nodes;

using AutoScale.Cli.Output;
using AutoScale.Cli.Progress;
using AutoScale.Studies.Batches;

using Spectre.Console;

namespace AutoScale.Cli.Commands;

/// <summary>Trains a study under the eyes of a user: progress while it goes.</summary>
/// <param name="Reporting">How it shows itself.</param>
/// <param name="Environment">The process around the command.</param>
internal sealed record StudySession(RunReporting Reporting, CommandEnvironment Environment)
{
    /// <summary>Trains the runs of a study as child processes, with progress.</summary>
    /// <typeparam name="TResult">What the study finds.</typeparam>
    /// <param name="title">What is trained.</param>
    /// <param name="jobs">Runs side by side.</param>
    /// <param name="study">Trains the study with the batch it is handed.</param>
    /// <returns>What the study found.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TResult Train<TResult>(string title, int jobs, Func<RunBatch, Task<TResult>> study)
    {
        ChildProcessLauncher launcher = new(ThisProgram.Command);
        TResult With(IBatchObserver observer) => study(new RunBatch(launcher.LaunchAsync, jobs, observer)).GetAwaiter().GetResult();
        BatchState state = new(Environment.Time);
        return Reporting switch
        {
            RunReporting.Json => With(new JsonBatchProgress(state, Environment)),
            RunReporting.Plain => With(new PlainBatchProgress(state, Environment)),
            _ => CommandOutput.Console(Environment).Live(new Text(title)).Start(display => With(new LiveBatchProgress(title, state, display, Environment.Time))),
        };
    }

    /// <summary>Tells a person, or a program, what takes time before the first run.</summary>
    /// <param name="text">One sentence.</param>
    public void Notice(string text)
    {
        if (Reporting == RunReporting.Json)
        {
            JsonText.WriteLine(Environment.Out, new JsonObject { ["event"] = "notice", ["text"] = text });
            return;
        }

        Environment.Out.WriteLine(text);
        Environment.Out.Flush();
    }
}

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
    /// <summary>Trains and tells; one who stops it learns how to go on.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="study">Does it, and gives the exit code.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The process's exit code.</returns>
    public int Run(string folder, Func<int> study, CancellationToken stop)
    {
        try
        {
            return study();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Environment.Error.WriteLine($"Stopped; everything so far is in {folder}. The same command goes on.");
            return ExitCode.Interrupted;
        }
    }

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

    /// <summary>Says what is about to be trained, and where.</summary>
    /// <param name="title">What, for a person.</param>
    /// <param name="folder">The study's folder.</param>
    /// <param name="start">What, for a program; the event and the folder are added.</param>
    public void Announce(string title, string folder, JsonObject start)
    {
        if (Reporting == RunReporting.Json)
        {
            Write("start", folder, start);
            return;
        }

        if (Reporting == RunReporting.Plain)
        {
            Notice(title);
        }

        Notice($"Study folder {folder}");
    }

    /// <summary>Writes the report of a study and shows what it found.</summary>
    /// <param name="record">The study's record as JSON text, for a program.</param>
    /// <param name="folder">The study's folder.</param>
    /// <param name="print">Prints it for a person.</param>
    public void Show(string record, string folder, Action<CommandEnvironment> print)
    {
        string? report = FolderReport.Write(folder, Environment);
        if (Reporting == RunReporting.Json)
        {
            JsonObject result = JsonNode.Parse(record)!.AsObject();
            result.Insert(0, "report", report);
            Write("result", folder, result);
            return;
        }

        print(Environment);
        FolderReport.Tell(report, Environment);
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

    private void Write(string name, string folder, JsonObject told)
    {
        told.Insert(0, "event", name);
        told.Insert(1, "folder", folder);
        JsonText.WriteLine(Environment.Out, told);
    }
}

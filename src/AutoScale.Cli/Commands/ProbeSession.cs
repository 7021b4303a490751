using System.Globalization;

using AutoScale.Cli.Output;
using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Diagnoses;
using AutoScale.Studies.Runs;

using Spectre.Console;

namespace AutoScale.Cli.Commands;

/// <summary>Runs a probe under the eyes of a user: one line says what is going on, a terminal also sees how far it is.</summary>
internal static class ProbeSession
{
    /// <summary>Runs a probe.</summary>
    /// <param name="configuration">The run whose beginning is probed.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="isForProgram">Whether nothing but the result may be printed.</param>
    /// <param name="environment">The process around the command.</param>
    /// <param name="stop">Cancelled when the user wants the probe to stop.</param>
    /// <returns>What was recorded.</returns>
    public static ProbeRecord Run(RunConfiguration configuration, int steps, bool isForProgram, CommandEnvironment environment, CancellationToken stop)
    {
        CommandEnvironment shown = isForProgram ? environment with { Out = TextWriter.Null, IsTerminal = false } : environment;
        string title = Title(configuration, steps);
        shown.Out.WriteLine($"Probing {title}");
        shown.Out.Flush();
        using ProblemProbe probe = new(configuration, environment.Time, shown.Out.WriteLine);
        return shown.IsTerminal
            ? CommandOutput.Console(shown).Live(new Text("starting")).AutoClear(true).Start(display =>
                probe.Run(steps, new LiveProgress(title, new ProgressState(configuration.Tasks, new RunPlan(steps, steps, 0, 0), shown.Time), display, shown.Time), stop))
            : probe.Run(steps, new WarningsOnly(shown.Error), stop);
    }

    /// <summary>What is probed, in words.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="steps">How many steps of it.</param>
    /// <returns>"scenes (depth, edges): the first 100 of 2000 steps of 8, with equal weights, seed 0".</returns>
    public static string Title(RunConfiguration configuration, int steps)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{configuration.Subject}: the first {steps} of {Wording.Count(configuration.Iterations, "step")} of {configuration.Batch}, with equal weights, seed {configuration.Seed}");
    }
}

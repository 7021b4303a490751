using System.Globalization;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace AutoScale.Cli.Progress;

/// <summary>The progress of a study as a live display: one bar for all of it, one for every run under way.</summary>
internal static class BatchView
{
    private const int Cells = 30;

    /// <summary>Draws a study.</summary>
    /// <param name="title">What is trained.</param>
    /// <param name="state">The study.</param>
    /// <returns>A few lines to draw over the last ones.</returns>
    public static IRenderable Of(string title, BatchState state)
    {
        Grid grid = new();
        for (int i = 0; i < 4; i++)
        {
            grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        }

        foreach (RunningRun run in state.Running)
        {
            int total = run.Run.Configuration.Iterations;
            grid.AddRow(
                Bar((double)run.Iteration / total, "blue"),
                new Text(BatchText.Name(run.Run)),
                new Text(run.IsWaiting ? "waiting for another process" : run.Iteration == 0 ? "starting" : string.Create(CultureInfo.InvariantCulture, $"{run.Iteration}/{total}")),
                new Text(Quantity.Rate(run.PerSecond)));
        }

        List<IRenderable> rows =
        [
            new Markup($"[bold]{Markup.Escape(title)}[/]"),
            new Columns(Bar(state.Fraction, "green"), new Text(BatchText.Overall(state))) { Expand = false },
            grid,
        ];
        if (state.Failed.Count > 0)
        {
            rows.Add(new Markup($"[red]{Markup.Escape($"{BatchText.Name(state.Failed[^1].Run)} failed: {state.Failed[^1].Error}")}[/]"));
        }

        return new Rows(rows);
    }

    private static Markup Bar(double fraction, string colour)
    {
        int full = Math.Clamp((int)(fraction * Cells), 0, Cells);
        return new Markup($"[{colour}]{new string('━', full)}[/][grey]{new string('━', Cells - full)}[/]");
    }
}

using System.Globalization;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace AutoScale.Cli.Progress;

/// <summary>The progress of a run as a live display: a pure function from its state to something Spectre draws.</summary>
internal static class ProgressView
{
    /// <summary>Draws a run.</summary>
    /// <param name="title">What is being trained.</param>
    /// <param name="state">The run.</param>
    /// <returns>A few lines to draw over the last ones.</returns>
    public static IRenderable Of(string title, ProgressState state)
    {
        List<IRenderable> rows = [new Markup($"[bold]{Markup.Escape(title)}[/]"), Bar(state), Tasks(state)];
        if (state.Warnings.Count > 0)
        {
            rows.Add(new Markup($"[yellow]{Markup.Escape(state.Warnings[^1])}[/]"));
        }

        return new Rows(rows);
    }

    private static Grid Bar(ProgressState state)
    {
        const int Cells = 30;
        int full = (int)((long)state.Iteration * Cells / Math.Max(state.TotalIterations, 1));
        string left = state.Remaining switch
        {
            null => "estimating",
            { } remaining when remaining > TimeSpan.Zero => $"{state.RemainingIs}{Quantity.Duration(remaining)} left",
            _ => "done",
        };
        Grid grid = new();
        for (int i = 0; i < 5; i++)
        {
            grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        }

        return grid.AddRow(
            new Markup($"[green]{new string('━', full)}[/][grey]{new string('━', Cells - full)}[/]"),
            new Text(string.Create(CultureInfo.InvariantCulture, $"{state.Iteration}/{state.TotalIterations}")),
            new Text(state.Phase),
            new Text(Quantity.Rate(state.PerSecond)),
            new Text(left));
    }

    private static Table Tasks(ProgressState state)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("task");
        table.AddColumn(new TableColumn("loss").RightAligned()).AddColumn(new TableColumn("weight").RightAligned());
        table.AddColumn(state.LastValidationTitle);
        for (int i = 0; i < state.Tasks.Count; i++)
        {
            table.AddRow(
                new Text(state.Tasks[i]),
                new Text(state.Iteration > 0 ? Quantity.Number(state.Losses[i]) : "-"),
                new Text(state.Iteration > 0 ? Quantity.Number(state.Weights[i]) : "-"),
                new Text(i < state.LastValidation.Count ? state.LastValidation[i] : "-"));
        }

        return table;
    }
}

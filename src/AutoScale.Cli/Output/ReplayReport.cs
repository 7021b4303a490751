using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.AutoScaling;
using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Replays;

using Spectre.Console;

namespace AutoScale.Cli.Output;

/// <summary>What replay found, for a person and for a program.</summary>
/// <param name="Path">The trace's file.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Rows">One row for each combination of choices.</param>
/// <param name="Duration">How long the solving took, reading left out.</param>
internal sealed record ReplayReport(string Path, Trace Trace, IReadOnlyList<ReplayRow> Rows, TimeSpan Duration)
{
    /// <summary>Prints a table of weights, and below it the warnings and what could not be solved.</summary>
    /// <param name="environment">Where it is printed.</param>
    public void Print(CommandEnvironment environment)
    {
        Dictionary<string, int> notes = Notes();
        environment.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}: {Trace.TaskCount} tasks, {Trace.Records.Count} recorded steps of {Rows[0].Options.TotalIterations}; {Rows.Count} combinations in {Quantity.Duration(Duration)}"));
        if (Trace.LastLineDropped)
        {
            environment.Out.WriteLine("The last line is half-written and was left out.");
        }

        CommandOutput.Write(environment, Weights(notes));
        foreach ((string text, int number) in notes)
        {
            environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({number}) {text}"));
        }
    }

    /// <summary>Everything as one JSON object.</summary>
    /// <returns>The object.</returns>
    public JsonObject ToJson() => new()
    {
        ["trace"] = Path,
        ["tasks"] = new JsonArray([.. Trace.Header.Tasks.Select(task => (JsonNode)task)]),
        ["recordedSteps"] = Trace.Records.Count,
        ["iterations"] = Rows[0].Options.TotalIterations,
        ["milliseconds"] = Duration.TotalMilliseconds,
        ["results"] = new JsonArray([.. Rows.Select(Json)]),
    };

    /// <summary>Every different warning once, numbered: a grid repeats them on most of its rows.</summary>
    private Dictionary<string, int> Notes()
    {
        Dictionary<string, int> notes = new(StringComparer.Ordinal);
        foreach (string text in Rows.SelectMany(NotesOf))
        {
            notes.TryAdd(text, notes.Count + 1);
        }

        return notes;
    }

    private static IReadOnlyList<string> NotesOf(ReplayRow row) => row.Solution?.Warnings ?? [row.Problem!];

    private Table Weights(Dictionary<string, int> notes)
    {
        Table table = CommandOutput.Table("cost", "predictor", "alpha", "tau", "gamma", "windows");
        foreach (string task in Trace.Header.Tasks)
        {
            table.AddColumn(new TableColumn(new Text(task)).RightAligned());
        }

        table.AddColumn("notes");
        foreach (ReplayRow row in Rows)
        {
            AutoScaleOptions options = row.Options;
            string[] cells =
            [
                options.Cost.Name, options.Predictor.Name, Text(options.Alpha), Text(options.Tau), Text(options.Gamma),
                row.Solution is { } solution ? Text(solution.Windows.Count) : "-",
                .. Enumerable.Range(0, Trace.TaskCount).Select(task => row.Solution is { } solved ? Quantity.Number(solved.Final.Weights[task]) : "-"),
                string.Join(' ', NotesOf(row).Select(text => $"({notes[text]})")),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private JsonNode Json(ReplayRow row)
    {
        AutoScaleOptions options = row.Options;
        JsonObject json = new()
        {
            ["cost"] = options.Cost.Name,
            ["predictor"] = options.Predictor.Name,
            ["alpha"] = options.Alpha,
            ["tau"] = options.Tau,
            ["gamma"] = options.Gamma,
            ["floor"] = options.Floor,
        };
        if (row.Solution is not { } solution)
        {
            json["error"] = row.Problem;
            return json;
        }

        json["weights"] = JsonText.PerTask(Trace.Header.Tasks, solution.Final.Weights);
        json["windows"] = new JsonArray([.. solution.Windows.Select(Json)]);
        json["warnings"] = new JsonArray([.. solution.Warnings.Select(warning => (JsonNode)warning)]);
        return json;
    }

    private JsonNode Json(WindowSolution window) => new JsonObject
    {
        ["first"] = window.Span.First,
        ["last"] = window.Span.Last,
        ["weights"] = JsonText.PerTask(Trace.Header.Tasks, [.. window.Weights]),
        ["cost"] = JsonText.Number(window.Cost),
    };

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}

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
    private const string OutsideMark = "*";
    private const string FloorMark = "!";
    private const int WidestTable = 1000;

    /// <summary>Prints a table of weights, and below it the warnings and what could not be solved.</summary>
    /// <param name="environment">Where it is printed.</param>
    public void Print(CommandEnvironment environment)
    {
        Dictionary<string, int> notes = Notes();
        environment.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}: {Trace.TaskCount} tasks, {Wording.Count(Trace.Records.Count, "recorded step")} of {Rows[0].Options.TotalIterations}; {Wording.Count(Rows.Count, "combination")} in {Quantity.Duration(Duration)}"));
        if (Trace.LastLineDropped)
        {
            environment.Out.WriteLine("The last line is half-written and was left out.");
        }

        ReplayColumn[] shown = [.. ReplayColumn.All.Where(column => !column.IsConstant(Rows))];
        environment.Out.WriteLine(string.Join(", ", ReplayColumn.All.Except(shown).Select(column => $"{column.Title} {column.Text(Rows[0])}")));
        CommandOutput.Write(environment, Weights(shown, notes), WidestTable); // A fold in the middle of a number helps nobody.
        Footnotes(environment.Out, notes);
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

    /// <summary>A row's warnings but for those of the prediction, which come last and are marks in the cells.</summary>
    private static IEnumerable<string> NotesOf(ReplayRow row) => row.Solution is { } solution
        ? solution.Warnings.SkipLast(solution.Final.TasksOutsideRange.Count + solution.Final.TasksAtFloor.Count)
        : [row.Problem!];

    private Table Weights(ReplayColumn[] columns, Dictionary<string, int> notes)
    {
        Table table = CommandOutput.Table();
        foreach (ReplayColumn column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Title)).NoWrap());
        }

        foreach (string task in Trace.Header.Tasks)
        {
            table.AddColumn(new TableColumn(new Text(task)).RightAligned().NoWrap());
        }

        if (notes.Count > 0)
        {
            table.AddColumn(new TableColumn("notes"));
        }

        foreach (ReplayRow row in Rows)
        {
            string[] cells =
            [
                .. columns.Select(column => column.Text(row)),
                .. Enumerable.Range(0, Trace.TaskCount).Select(task => Weight(row, task)),
                .. notes.Count > 0 ? (string[])[string.Join(' ', NotesOf(row).Select(text => $"({notes[text]})"))] : [],
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static string Weight(ReplayRow row, int task)
    {
        if (row.Solution is not { Final: { } prediction })
        {
            return "- ";
        }

        string mark = prediction.TasksAtFloor.Contains(task) ? FloorMark : prediction.TasksOutsideRange.Contains(task) ? OutsideMark : " ";
        return Quantity.Number(prediction.Weights[task]) + mark;
    }

    private void Footnotes(TextWriter output, Dictionary<string, int> notes)
    {
        if (Rows.Any(row => row.Solution?.Final.TasksOutsideRange.Count > 0))
        {
            output.WriteLine($"{OutsideMark} outside the range of the windows' own weights: on short runs the predictors 'median' and 'average' are safer.");
        }

        if (Rows.Any(row => row.Solution?.Final.TasksAtFloor.Count > 0))
        {
            output.WriteLine($"{FloorMark} held up by the floor: the task is nearly switched off.");
        }

        foreach ((string text, int number) in notes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({number}) {text}"));
        }
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

        json["weights"] = RecordJson.PerTask(Trace.Header.Tasks, solution.Final.Weights);
        json["windows"] = new JsonArray([.. solution.Windows.Select(Json)]);
        json["warnings"] = new JsonArray([.. solution.Warnings.Select(warning => (JsonNode)warning)]);
        return json;
    }

    private JsonNode Json(WindowSolution window) => new JsonObject
    {
        ["first"] = window.Span.First,
        ["last"] = window.Span.Last,
        ["weights"] = RecordJson.PerTask(Trace.Header.Tasks, [.. window.Weights]),
        ["cost"] = RecordJson.Number(window.Cost),
    };
}

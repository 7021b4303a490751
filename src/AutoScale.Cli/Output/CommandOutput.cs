using Spectre.Console;
using Spectre.Console.Rendering;

namespace AutoScale.Cli.Output;

/// <summary>Makes the console that tables are drawn on.</summary>
internal static class CommandOutput
{
    private const int WidestTable = 1000;

    /// <summary>A console on the command's output: with colours on a terminal, plain text elsewhere.</summary>
    /// <param name="environment">The process around the command.</param>
    /// <returns>The console.</returns>
    public static IAnsiConsole Console(CommandEnvironment environment)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(environment.Out),
            Ansi = environment.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = environment.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = environment.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = environment.Width;
        return console;
    }

    /// <summary>Draws something on the command's output; plain text has no spaces at the end of its lines and no empty frame lines.</summary>
    /// <param name="environment">The process around the command.</param>
    /// <param name="drawing">What to draw.</param>
    /// <param name="width">Characters a line may hold where no terminal sets a limit; null for the command's own width.</param>
    public static void Write(CommandEnvironment environment, IRenderable drawing, int? width = null)
    {
        if (environment.IsTerminal)
        {
            Console(environment).Write(drawing);
            return;
        }

        using StringWriter text = new();
        Console(environment with { Out = text, Width = width ?? environment.Width }).Write(drawing);
        IEnumerable<string> lines = text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            environment.Out.WriteLine(line);
        }
    }

    /// <summary>Draws a table of numbers: plain text is as wide as they need, since a fold in the middle of a number helps nobody.</summary>
    /// <param name="environment">The process around the command.</param>
    /// <param name="table">The table.</param>
    public static void WriteNumbers(CommandEnvironment environment, Table table) => Write(environment, table, WidestTable);

    /// <summary>An empty table of numbers in the command's look.</summary>
    /// <param name="names">Titles of the columns that name a row.</param>
    /// <param name="numbers">Titles of the columns of numbers, which stand on the right of theirs.</param>
    /// <returns>The table, to add rows to.</returns>
    public static Table Numbers(IEnumerable<string> names, IEnumerable<string> numbers)
    {
        Table table = Table();
        foreach (string title in names)
        {
            table.AddColumn(new TableColumn(new Text(title)).NoWrap());
        }

        foreach (string title in numbers)
        {
            table.AddColumn(new TableColumn(new Text(title)).RightAligned().NoWrap());
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">One text for each column.</param>
    public static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>An empty table in the command's look.</summary>
    /// <param name="columns">Titles of the columns.</param>
    /// <returns>The table, to add rows to.</returns>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = true };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        return table;
    }
}

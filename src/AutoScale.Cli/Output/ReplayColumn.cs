using System.Globalization;

using AutoScale.Studies.Replays;

namespace AutoScale.Cli.Output;

/// <summary>A choice of AutoScale as a column of replay's table.</summary>
/// <param name="Title">The column's title.</param>
/// <param name="Text">The choice in one row.</param>
internal sealed record ReplayColumn(string Title, Func<ReplayRow, string> Text)
{
    /// <summary>Every choice, in the order of the table.</summary>
    public static IReadOnlyList<ReplayColumn> All { get; } =
    [
        new("cost", row => row.Options.Cost.Name),
        new("predictor", row => row.Options.Predictor.Name),
        new("alpha", row => Number(row.Options.Alpha)),
        new("tau", row => Number(row.Options.Tau)),
        new("gamma", row => Number(row.Options.Gamma)),
        new("windows", row => row.Solution is { } solution ? Number(solution.Windows.Count) : "-"),
    ];

    /// <summary>Whether all rows agree, so that the choice is better said once above the table.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <returns>Whether they do.</returns>
    public bool IsConstant(IReadOnlyList<ReplayRow> rows) => rows.All(row => Text(row) == Text(rows[0]));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

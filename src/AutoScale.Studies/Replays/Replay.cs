using AutoScale.AutoScaling;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Replays;

/// <summary>AutoScale's weights from a trace alone, for any choice of cost, windows, predictor and α, without training.</summary>
public static class Replay
{
    /// <summary>Solves every combination of choices.</summary>
    /// <param name="trace">What was recorded, by this library or by any program that writes the format of docs/trace-format.md.</param>
    /// <param name="grid">The choices.</param>
    /// <returns>One row for each combination, in the grid's order; rows that cannot be solved say why.</returns>
    /// <exception cref="ConfigurationException">A choice is out of its range.</exception>
    /// <exception cref="FormatException">The trace has fewer than two tasks, or its run fewer than two iterations; the message names the line.</exception>
    public static IReadOnlyList<ReplayRow> Solve(Trace trace, ReplayGrid grid)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(grid);
        RequireTwo(trace.TaskCount, "tasks", string.Empty, trace);
        RequireTwo(grid.TotalIterations ?? trace.Header.TotalIterations, "iterations of the whole run", ": say its length by --iterations", trace);
        List<AutoScaleOptions> combinations = [.. grid.Combinations(trace.Header.Tasks, trace.Header.TotalIterations)];
        try
        {
            combinations.ForEach(options => options.Validate());
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new ConfigurationException(Wording.Of(exception), exception);
        }

        List<IterationEvidence> evidence = [.. trace.Records.Select(Evidence)];
        return [.. combinations.Select(options => Solve(evidence, options))];
    }

    private static void RequireTwo(int count, string what, string advice, Trace trace)
    {
        if (count < 2)
        {
            throw new FormatException(FormattableString.Invariant($"Trace line {trace.Header.Line}: expected at least 2 {what}, got {count}{advice}."));
        }
    }

    private static ReplayRow Solve(List<IterationEvidence> evidence, AutoScaleOptions options)
    {
        try
        {
            return new ReplayRow(options, AutoScaleSolver.Solve(evidence, options), null);
        }
        catch (ArgumentException exception)
        {
            return new ReplayRow(options, null, Wording.Of(exception));
        }
    }

    private static IterationEvidence Evidence(TraceRecord record) =>
        new(record.Iteration, record.Losses, record.GradientNorms ?? default, record.Gramian);
}

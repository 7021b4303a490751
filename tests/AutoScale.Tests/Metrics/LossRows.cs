using AutoScale.Metrics;

namespace AutoScale.Tests.Metrics;

/// <summary>Recorded losses, a row an iteration, seen from iteration <paramref name="At"/> with windows of <paramref name="Tau"/>.</summary>
internal sealed record LossRows(double[][] Rows, int At, int Tau)
{
    public double[] Now => Rows[At];

    /// <summary>A metric of every task's column.</summary>
    public double[] Map(Func<double[], double> metric) => [.. Enumerable.Range(0, Now.Length).Select(task => metric([.. Rows.Select(row => row[task])]))];

    public double[] InverseRates() => Map(column => ConvergenceSpeed.InverseTrainingRate(column[At], column[0]));

    /// <summary>The mean of the window that starts at <see cref="At"/> and some iterations later.</summary>
    public double WindowMean(double[] column, int later) => ConvergenceSpeed.WindowMean(column[(At + later)..(At + later + Tau)]);

    public double[] TrailingWindow(double[] column) => column[(At - Tau + 1)..(At + 1)];
}

using AutoScale.Gradients;

namespace AutoScale.Tests.Metrics;

/// <summary>The Gramian of gradients written out, each product and sum in the decimal type: rounded once, at the end.</summary>
internal static class GradientRows
{
    public static Gramian Gramian(params double[][] rows) => new([.. rows.SelectMany(first => rows.Select(second => Dot(first, second)))]);

    private static double Dot(double[] first, double[] second) => (double)first.Zip(second, (a, b) => (decimal)a * (decimal)b).Sum();
}

using System.Globalization;

using AutoScale.Numerics;

namespace AutoScale.Studies.Batches;

/// <summary>Random weight vectors, log-uniform on the simplex.</summary>
/// <remarks>Each weight is 10ᵘ with u uniform in [−1, 1), then all are scaled to the sum K: two weights differ by a factor of at most 100, and every factor is as likely as its inverse.</remarks>
internal static class WeightDraw
{
    private const int Stream = 1;

    /// <summary>What tables call a vector.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <returns>"weights 1" for the first.</returns>
    public static string Label(int index) => string.Create(CultureInfo.InvariantCulture, $"weights {index + 1}");

    /// <summary>Draws a vector.</summary>
    /// <param name="seed">The seed; any number.</param>
    /// <param name="index">Which vector, from 0; each is drawn by itself, so that more of them begin with the same.</param>
    /// <param name="taskCount">K. At least 1.</param>
    /// <returns>K numbers with commas, as the method <c>fixed</c> reads them, of six digits.</returns>
    public static string Text(long seed, int index, int taskCount)
    {
        SplitMix random = new(seed, Stream, index);
        double[] weights = [.. Enumerable.Range(0, taskCount).Select(_ => Math.Pow(10, random.Between(-1, 1)))];
        return string.Join(',', weights.Select(weight => (weight * taskCount / weights.Sum()).ToString("G6", CultureInfo.InvariantCulture)));
    }
}

using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Gradients;

namespace AutoScale.Tests.AutoScaling;

/// <summary>Seeded windows of every temper, and the questions all cost functions are asked about them.</summary>
internal static class RandomWindows
{
    public static double Normal(Random random) => TestStep.Normals(random, 1)[0];

    /// <summary>Norms of tasks with scales e^±8 apart and a log-normal spread over the iterations, shape [n, K].</summary>
    public static double[] Norms(Random random, int taskCount, int count, double spread = 0.5)
    {
        double[] scales = [.. TestStep.Normals(random, taskCount).Select(normal => Math.Exp(4 * normal))];
        return [.. Enumerable.Range(0, taskCount * count).Select(i => scales[i % taskCount] * Math.Exp(spread * Normal(random)))];
    }

    /// <summary>Gramians of gradients in 3K dimensions, sharing a direction as much as <paramref name="common"/> says.</summary>
    public static Gramian[] Gramians(Random random, int taskCount, int count, double common = 0.2)
    {
        double[] scales = [.. TestStep.Normals(random, taskCount).Select(normal => Math.Exp(normal))];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] shared = TestStep.Normals(random, 3 * taskCount);
            return new TestStep(
                [.. scales.Select(scale => TestStep.Normals(random, shared.Length).Zip(shared, (own, other) => scale * (own + (common * other))).ToArray())],
                new double[taskCount]).Gramian;
        })];
    }

    public static Gramian Permuted(Gramian gramian, int[] order) => new([.. order.SelectMany(i => order.Select(j => gramian[i, j]))]);

    public static Gramian Scaled(Gramian gramian, double[] factors) =>
        new([.. Enumerable.Range(0, factors.Length * factors.Length).Select(at =>
            gramian.Entries[at] * factors[at / factors.Length] * factors[at % factors.Length])]);

    public static double[] Permuted(double[] rows, int[] order) =>
        [.. rows.Chunk(order.Length).SelectMany(row => order.Select(task => row[task]))];

    public static double[] Scaled(double[] rows, double[] factors) => [.. rows.Select((value, at) => value * factors[at % factors.Length])];

    public static int[] Shuffled(Random random, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    /// <summary>The weights divided by factors and brought back to sum K.</summary>
    public static double[] Rescaled(IReadOnlyList<double> weights, double[] factors)
    {
        double[] scaled = [.. weights.Select((weight, task) => weight / factors[task])];
        return [.. scaled.Select(weight => weight * scaled.Length / scaled.Sum())];
    }

    /// <summary>Each weight to a relative accuracy: they may be orders of magnitude apart.</summary>
    public static void AssertSame(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= relative * Math.Abs(expected[i]),
                $"[{i}]: expected {expected[i]:R}, got {actual[i]:R}; all: {string.Join(", ", actual)}.");
        }
    }

    /// <summary>Feasible weights that nothing near or far, found by seeded search, beats by more than a fraction of the cost.</summary>
    public static void AssertMinimal(ICostFunction cost, Window window, WindowSolution solution, double fraction, int seed)
    {
        Random random = new(seed);
        double[] weights = [.. solution.Weights];
        Assert.True(Array.TrueForAll(weights, weight => weight >= 0 && double.IsFinite(weight)), $"Not feasible: {string.Join(", ", weights)}.");
        Assert.Equal(weights.Length, weights.Sum(), 1e-9 * weights.Length);
        for (int trial = 0; trial < 60; trial++)
        {
            double size = Math.Pow(10, -7 * random.NextDouble());
            double[] other = [.. weights.Select(weight => weight * Math.Exp(size * Normal(random)))];
            double sum = other.Sum();
            double value = cost.Evaluate(window, [.. other.Select(weight => weight * other.Length / sum)]);
            Assert.True(
                value >= solution.Cost * (1 - fraction),
                $"Seed {seed}, {solution.Certificate}: cost {solution.Cost:R} at the solution, {value:R} a step of {size:E1} away.");
        }
    }
}

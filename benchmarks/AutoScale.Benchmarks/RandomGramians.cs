using AutoScale.Gradients;

namespace AutoScale.Benchmarks;

/// <summary>Gramians of random gradients whose norms spread over a factor of about a hundred.</summary>
internal static class RandomGramians
{
    private const int Dimensions = 64;

    /// <summary>Draws one.</summary>
    /// <param name="tasks">K.</param>
    /// <param name="random">The source of randomness.</param>
    /// <returns>The Gramian.</returns>
    public static Gramian Next(int tasks, Random random)
    {
        double[][] gradients = [.. Enumerable.Range(0, tasks).Select(_ =>
        {
            double scale = Math.Pow(10, (2 * random.NextDouble()) - 1);
            return Enumerable.Range(0, Dimensions).Select(_ => scale * ((2 * random.NextDouble()) - 1)).ToArray();
        })];
        double[] entries = new double[tasks * tasks];
        for (int i = 0; i < tasks; i++)
        {
            for (int j = 0; j < tasks; j++)
            {
                entries[(i * tasks) + j] = gradients[Math.Max(i, j)].Zip(gradients[Math.Min(i, j)], (a, b) => a * b).Sum();
            }
        }

        return new Gramian(entries);
    }
}

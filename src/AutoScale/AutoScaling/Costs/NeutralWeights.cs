namespace AutoScale.AutoScaling.Costs;

/// <summary>Weights from logarithms, with the neutral weight 1 for tasks that have none.</summary>
internal static class NeutralWeights
{
    /// <summary>Replaces log weights, NaN where a task has none, by weights that sum to K.</summary>
    /// <param name="logs">Log weights up to a common constant; receives the weights. Shape [K].</param>
    internal static void FromLogs(Span<double> logs)
    {
        double largest = double.NegativeInfinity;
        int known = 0;
        foreach (double log in logs)
        {
            if (!double.IsNaN(log))
            {
                largest = Math.Max(largest, log);
                known++;
            }
        }

        double sum = 0;
        foreach (ref double log in logs)
        {
            log = double.IsNaN(log) ? double.NaN : Math.Exp(log - largest);
            sum += double.IsNaN(log) ? 0 : log;
        }

        foreach (ref double weight in logs)
        {
            weight = double.IsNaN(weight) ? 1 : weight * known / sum;
        }
    }
}

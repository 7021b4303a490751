using AutoScale.Gradients;

namespace AutoScale.Metrics;

/// <summary>The Gramian of the weighted task gradients wᵢ·gᵢ, from that of the unweighted ones.</summary>
public static class WeightedGramian
{
    /// <summary>Computes D·M·D, D = diag(w).</summary>
    /// <param name="gramian">M, the inner products gᵢ·gⱼ.</param>
    /// <param name="weights">The loss weights w, of any sign, shape [K].</param>
    /// <returns>The inner products wᵢ·wⱼ·gᵢ·gⱼ.</returns>
    /// <exception cref="ArgumentException"><paramref name="weights"/> does not have K elements, or a product is not finite.</exception>
    public static Gramian Of(Gramian gramian, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(gramian);
        gramian.RequireOnePerTask(weights);
        int taskCount = gramian.TaskCount;
        double[] entries = new double[taskCount * taskCount];
        for (int i = 0; i < taskCount; i++)
        {
            for (int j = 0; j < taskCount; j++)
            {
                // The entry between the weights: a gradient of 1e-150 with a weight of 1e150 has an ordinary weighted norm.
                entries[(i * taskCount) + j] = weights[i] * gramian[i, j] * weights[j];
            }
        }

        return new Gramian(entries);
    }
}

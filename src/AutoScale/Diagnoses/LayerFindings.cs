using AutoScale.Gradients;

namespace AutoScale.Diagnoses;

/// <summary>What the steps say of each layer.</summary>
internal static class LayerFindings
{
    /// <summary>Averages over the steps.</summary>
    /// <param name="tasks">Names of the K tasks.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="whole">The Gramians of the same steps over all parameters.</param>
    /// <exception cref="ArgumentException">A layer has another number of steps.</exception>
    public static IReadOnlyList<LayerFinding> Of(IReadOnlyList<string> tasks, IReadOnlyList<LayerTrace> layers, Gramian[] whole) => [.. layers.Select(layer =>
    {
        if (layer.Gramians.Count != whole.Length)
        {
            throw new ArgumentException($"Layer '{layer.Name}' has {layer.Gramians.Count} Gramians: expected {whole.Length}, one for each step with a Gramian.", nameof(layers));
        }

        ConflictStatistics conflicts = new(tasks, [.. layer.Gramians.Select(gramian => gramian.Norms())], layer.Gramians);
        return new LayerFinding
        {
            Name = layer.Name,
            ParameterCount = layer.ParameterCount,
            GradientShare = Averages.Mean(layer.Gramians.Zip(whole).SelectMany(step =>
                Enumerable.Range(0, tasks.Count).Select(task => step.First[task, task] / step.Second[task, task]))),
            ConflictShare = conflicts.ConflictShare,
            MeanCosine = conflicts.MeanCosine,
            MagnitudeSimilarity = conflicts.MagnitudeSimilarity,
            WorstPair = conflicts.Worst,
        };
    })];
}

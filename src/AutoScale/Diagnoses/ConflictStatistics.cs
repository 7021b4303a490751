using AutoScale.Gradients;
using AutoScale.Metrics;

namespace AutoScale.Diagnoses;

/// <summary>How task gradients stand to each other over a number of steps: of a whole network, or of one layer.</summary>
internal sealed class ConflictStatistics
{
    private readonly double[][] _cosines;

    /// <summary>Reads the Gramians.</summary>
    /// <param name="tasks">Names of the K tasks.</param>
    /// <param name="norms">‖gᵢ‖ of every step, each of shape [K].</param>
    /// <param name="gramians">The Gramians, of the same steps or of some of them.</param>
    public ConflictStatistics(IReadOnlyList<string> tasks, IReadOnlyList<double[]> norms, IReadOnlyList<Gramian> gramians)
    {
        (int First, int Second)[] pairs = [.. TaskPairs.Of(tasks.Count)];
        _cosines = [.. gramians.Select(GradientConflict.CosineSimilarities)];
        double[] cosines = Averages.Columns(_cosines, pairs.Length);
        double[] conflicts = Averages.Columns([.. _cosines.Select(step => Array.ConvertAll(step, Conflicts))], pairs.Length);
        double[] similarities = Averages.Columns([.. norms.Select(GradientDominance.MagnitudeSimilarities)], pairs.Length);
        Pairs =
        [
            .. pairs.Select((pair, index) => new PairFinding
            {
                First = tasks[pair.First],
                Second = tasks[pair.Second],
                ConflictShare = conflicts[index],
                MeanCosine = cosines[index],
                MagnitudeSimilarity = similarities[index],
            }),
        ];
    }

    /// <summary>Every pair, in the order of <see cref="TaskPairs"/>.</summary>
    public IReadOnlyList<PairFinding> Pairs { get; }

    /// <summary>The pair that conflicts most often; null where none ever does.</summary>
    public PairFinding? Worst => Pairs.Where(pair => pair.ConflictShare > 0).MaxBy(pair => pair.ConflictShare);

    /// <summary>The mean cosine over all pairs.</summary>
    public double MeanCosine => Averages.Mean(Pairs.Select(pair => pair.MeanCosine));

    /// <summary>The mean share of steps in conflict over all pairs.</summary>
    public double ConflictShare => Averages.Mean(Pairs.Select(pair => pair.ConflictShare));

    /// <summary>The mean magnitude similarity over all pairs.</summary>
    public double MagnitudeSimilarity => Averages.Mean(Pairs.Select(pair => pair.MagnitudeSimilarity));

    /// <summary>The mean cosine of each of a few consecutive windows.</summary>
    /// <param name="count">How many windows at most; fewer where there are fewer steps.</param>
    public double[] WindowCosines(int count)
    {
        int windows = Math.Min(count, _cosines.Length);
        return [.. Enumerable.Range(0, windows).Select(window =>
            Averages.Mean(_cosines[(_cosines.Length * window / windows)..(_cosines.Length * (window + 1) / windows)].SelectMany(step => step)))];
    }

    private static double Conflicts(double cosine) => double.IsNaN(cosine) ? double.NaN : cosine < 0 ? 1 : 0;
}

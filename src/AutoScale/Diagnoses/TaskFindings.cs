using AutoScale.Gradients;
using AutoScale.Metrics;
using AutoScale.Runs;

namespace AutoScale.Diagnoses;

/// <summary>What the steps say of each task by itself.</summary>
internal static class TaskFindings
{
    /// <summary>Averages over the steps.</summary>
    /// <param name="tasks">Names of the K tasks.</param>
    /// <param name="records">The steps.</param>
    public static IReadOnlyList<TaskFinding> Of(IReadOnlyList<string> tasks, IReadOnlyList<TraceRecord> records)
    {
        double[][] shares = [.. records.Select(record => LossScale.Relative(record.Losses))];
        double[] updates = UpdateShares(tasks.Count, [.. records.Select(record => record.Gramian).OfType<Gramian>()]);
        return
        [
            .. tasks.Select((name, task) => new TaskFinding
            {
                Name = name,
                Loss = Averages.Mean(records.Select(record => record.Losses[task])),
                LossShare = Averages.Mean(shares.Select(share => share[task])),
                GradientNorm = TypicalNorm(task, [.. records.Where(record => record.GradientNorms is not null || record.Gramian is not null)]),
                UpdateShare = updates[task],
            }),
        ];
    }

    private static double TypicalNorm(int task, TraceRecord[] measured)
    {
        double[] norms = [.. measured.Select(record => SuggestedWeights.Norms(record)[task]).Where(norm => norm > 0)];
        return norms.Length > 0 ? Averages.Median(norms) : measured.Length > 0 ? 0 : double.NaN;
    }

    // Sums over steps of gᵢ·g and ‖g‖², each step by its (Σ‖gⱼ‖)²: neither a step of long gradients decides, nor one whose gradients nearly cancel.
    private static double[] UpdateShares(int taskCount, Gramian[] gramians)
    {
        double[] sums = new double[taskCount];
        double[] ones = new double[taskCount];
        Array.Fill(ones, 1);
        foreach (Gramian gramian in gramians)
        {
            double length = gramian.Norms().Sum();
            for (int task = 0; task < taskCount && length > 0; task++)
            {
                sums[task] += gramian.Dot(task, ones) / length / length;
            }
        }

        double total = sums.Sum();
        return Array.ConvertAll(sums, sum => total > 0 ? sum / total : double.NaN);
    }
}

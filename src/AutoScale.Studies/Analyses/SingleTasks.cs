using AutoScale.Runs;
using AutoScale.Studies.Store;

namespace AutoScale.Studies.Analyses;

/// <summary>The single-task runs of one seed, as metrics that compare with them need them.</summary>
internal sealed class SingleTasks
{
    private readonly Dictionary<int, double>[] _losses;
    private readonly double[] _primaries;

    private SingleTasks(Dictionary<int, double>[] losses, double[] primaries) => (_losses, _primaries) = (losses, primaries);

    /// <summary>What the indicators of a task come to when it is as good as alone, by definition of <see cref="Indicators"/>.</summary>
    public IReadOnlyList<double> Potential => [.. _losses.Select(_ => 0.5)];

    /// <summary>Reads the runs.</summary>
    /// <param name="runs">One for each of the K tasks, in order, none failed.</param>
    /// <param name="study">The study's folder.</param>
    /// <returns>The baselines.</returns>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    public static SingleTasks Read(IReadOnlyList<StoredRun> runs, string study) => new(
        [.. runs.Select(run => RunMeasures.ReadTrace(study, run).Records.ToDictionary(record => record.Iteration, record => record.Losses[0]))],
        [.. runs.Select(run => Primary(run, study))]);

    /// <summary>The losses of the same iteration, which saw the same samples.</summary>
    /// <param name="iteration">The iteration.</param>
    /// <returns>Shape [K]; null where a run left that step out.</returns>
    public double[]? Losses(int iteration) => Array.TrueForAll(_losses, task => task.ContainsKey(iteration)) ? [.. _losses.Select(task => task[iteration])] : null;

    /// <summary>Key performance indicators in [0, 1] from the tasks' primary metrics v: v/(v + B) where higher is better, B/(v + B) where lower is, B what the single-task run reached.</summary>
    /// <param name="report">A validation.</param>
    /// <returns>Shape [K], 1/2 where a task is as good as alone; NaN where v or B is negative.</returns>
    public double[] Indicators(EvaluationReport report) => [.. report.Tasks.Select((task, index) =>
    {
        (double value, double alone) = (task.Metrics[0].Value, _primaries[index]);
        return value >= 0 && alone >= 0 ? (task.Metrics[0].HigherIsBetter ? value : alone) / (value + alone) : double.NaN;
    })];

    private static double Primary(StoredRun run, string study)
    {
        EvaluationReport? selected = RunMeasures.Validations(study, run).LastOrDefault(report => report.Iteration == run.BestIteration);
        return selected?.Tasks[0].Metrics[0].Value ?? throw new FormatException(
            $"{Path.GetFullPath(run.Folder, study)}/{RunFileNames.Metrics} has no validation of step {run.BestIteration}, whose model the run selected. {run.Retrain(study)}");
    }
}

using AutoScale.Runs;
using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>Measures a model on a split.</summary>
public static class Evaluator
{
    private const int BatchSize = 32; // a pass keeps every activation of its batch until it ends

    /// <summary>Runs the model over a whole split in evaluation mode and gathers every task's metrics.</summary>
    /// <param name="model">The model; left in the mode it was in.</param>
    /// <param name="tasks">The tasks, in the order of the model's heads.</param>
    /// <param name="split">The samples.</param>
    /// <param name="device">Where the model lives.</param>
    /// <returns>Each task's mean loss and metrics.</returns>
    public static IReadOnlyList<TaskEvaluation> Evaluate(MultiTaskModel model, IReadOnlyList<LearningTask> tasks, IDataSplit split, Device device)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(split);
        bool wasTraining = model.IsTraining;
        model.Evaluate();
        try
        {
            IReadOnlyList<ITaskMetric>[] metrics = [.. tasks.Select(task => task.CreateMetrics())];
            double[] losses = new double[tasks.Count];
            using NoGradient off = Autograd.NoGradient();
            for (int start = 0; start < split.Count; start += BatchSize)
            {
                using TensorScope scope = new(); // owns the batch, so that a whole split never piles up in native memory
                int count = Math.Min(BatchSize, split.Count - start);
                Add(model, tasks, split.Load([.. Enumerable.Range(start, count)], device), (losses, metrics));
            }

            return [.. tasks.Select((task, i) => new TaskEvaluation(task.Name, losses[i] / split.Count, [.. metrics[i].Select(Read)]))];
        }
        finally
        {
            model.Train(wasTraining);
        }
    }

    private static void Add(MultiTaskModel model, IReadOnlyList<LearningTask> tasks, Batch batch, (double[] Losses, IReadOnlyList<ITaskMetric>[] Metrics) sums)
    {
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        long samples = batch.Input.Shape[0];
        for (int task = 0; task < tasks.Count; task++)
        {
            Tensor prediction = model.Decode(task, representation);
            sums.Losses[task] += tasks[task].Loss(prediction, batch.Targets[task]).Item() * samples;
            foreach (ITaskMetric metric in sums.Metrics[task])
            {
                metric.Add(prediction, batch.Targets[task]);
            }
        }
    }

    private static MetricValue Read(ITaskMetric metric) => new(metric.Name, metric.Unit, metric.Value, metric.HigherIsBetter);
}

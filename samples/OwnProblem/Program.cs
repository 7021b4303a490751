using System.Globalization;
using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Runs;
using AutoScale.Training;
using AutoScale.Weighting;
using OwnProblem;

// One network learns two things of a point in the plane: a height in millimetres and whether it lies inside a ring.
// The height's loss is thousands of times larger, so with equal weights the ring is hardly learnt.
int iterations = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
using TerrainProblem problem = new();
TrainingOptions options = new() { Iterations = iterations, BatchSize = 64, LearningRate = 0.003, Seed = 1, ValidateEvery = iterations };
Train("equal weights", new Unitary());
Train("AutoScale", new AutoScaleWeighting(new ImtlG(), new AutoScaleOptions { TaskCount = 2, TotalIterations = iterations, Predictor = new AveragePredictor() }));

void Train(string name, IWeighting weighting)
{
    using Trainer trainer = new(problem, weighting, options, folder: null, TimeProvider.System);
    TrainingResult result = trainer.Run(new SilentObserver(), resume: false, CancellationToken.None);
    IEnumerable<MetricValue> metrics = result.Test.Tasks.Select(task => task.Metrics[0]);
    string values = string.Join(", ", metrics.Select(metric => FormattableString.Invariant($"{metric.Name} {metric.Value:F1} {metric.Unit}")));
    Console.WriteLine(FormattableString.Invariant($"{name}: weights {result.FinalWeights[0]:F4} and {result.FinalWeights[1]:F4}; {values}"));
}

using AutoScale.Torch;
using AutoScale.Training;

namespace OwnProblem;

/// <summary>The problem: which data, which network, which tasks with which losses and metrics.</summary>
internal sealed class TerrainProblem : IProblem
{
    public string Name => "terrain";

    public string Setting => "";

    public IReadOnlyList<LearningTask> Tasks { get; } =
    [
        new("height", Functional.MeanSquaredError, () => [new BatchMean("error", "mm", false, (prediction, target) => Functional.L1Loss(prediction, target).Item())]),
        new("ring", (prediction, target) => Functional.BinaryCrossEntropyWithLogits(prediction, target), () => [new BatchMean("correct", "%", true, Correct)]),
    ];

    public IDataSplit Train { get; } = new TerrainData(4096, seed: 1);

    public IDataSplit Validation { get; } = new TerrainData(512, seed: 2);

    public IDataSplit Test { get; } = new TerrainData(512, seed: 3);

    public ProblemDefaults Defaults { get; } = new() { Iterations = 1000, BatchSize = 64, LearningRate = 0.003 };

    public MultiTaskModel CreateModel() => new TerrainNetwork();

    public void Dispose()
    {
    }

    private static double Correct(Tensor prediction, Tensor target) =>
        100 * prediction.Greater(0).To(ScalarType.Float32).Equal(target).To(ScalarType.Float32).Mean().Item();
}

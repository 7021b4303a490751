using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Studies.Runs;

/// <summary>Gathers what the selected model makes of the first test examples.</summary>
internal static class PredictionSamples
{
    private const int Count = 4;

    /// <summary>Gathers the record.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="pictures">What draws its examples.</param>
    /// <param name="trainer">The trainer after its run; its model is the selected one afterwards, in evaluation mode.</param>
    /// <param name="device">Where the model lives.</param>
    /// <returns>The record.</returns>
    public static SampleRecord Of(IProblem problem, IPicturesPredictions pictures, Trainer trainer, Device device)
    {
        trainer.LoadSelected();
        MultiTaskModel model = trainer.Model;
        model.Evaluate();
        using NoGradient off = Autograd.NoGradient();
        using TensorScope scope = new();
        Batch batch = problem.Test.Load([.. Enumerable.Range(0, Math.Min(Count, problem.Test.Count))], device);
        IReadOnlyList<Tensor> representation = model.Encode(batch.Input);
        Tensor[] predictions = [.. problem.Tasks.Select((_, task) => model.Decode(task, representation))];
        return new SampleRecord([.. pictures.DrawPredictions(batch, predictions).Select((sample, i) =>
            sample with { Caption = $"Test example {i + 1}{(sample.Caption.Length > 0 ? ": " : string.Empty)}{sample.Caption}" })]);
    }
}

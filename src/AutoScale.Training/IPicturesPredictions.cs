using AutoScale.Runs;
using AutoScale.Torch;

namespace AutoScale.Training;

/// <summary>A problem that can show what a model makes of its examples. A problem without it has no sample pictures, and nothing else changes.</summary>
public interface IPicturesPredictions
{
    /// <summary>Draws a few examples: the input, and target and prediction of every task that has pictures.</summary>
    /// <remarks>The same numbers give the same pictures. Small ones are drawn large enough to look at.</remarks>
    /// <param name="batch">The examples, B of them, as <see cref="IDataSplit.Load"/> made them.</param>
    /// <param name="predictions">What the heads made of them, in the order of the problem's tasks, batch first.</param>
    /// <returns>The B samples in order, with captions that say what pictures cannot.</returns>
    IReadOnlyList<PredictionSample> DrawPredictions(Batch batch, IReadOnlyList<Tensor> predictions);
}

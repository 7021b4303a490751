using AutoScale.Problems.Metrics;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>One of the four tasks: classify or reconstruct the left or the right digit.</summary>
/// <param name="Reconstructs">Whether the digit's 28 x 28 image is asked for, or its class.</param>
/// <param name="IsRight">Whether it is the lower right digit, or the upper left one.</param>
internal sealed record DigitTask(bool Reconstructs, bool IsRight)
{
    /// <summary>Which digit is at the upper left?</summary>
    public static DigitTask ClassifyLeft { get; } = new(false, false);

    /// <summary>Which digit is at the lower right?</summary>
    public static DigitTask ClassifyRight { get; } = new(false, true);

    /// <summary>What does the upper left digit look like by itself?</summary>
    public static DigitTask ReconstructLeft { get; } = new(true, false);

    /// <summary>What does the lower right digit look like by itself?</summary>
    public static DigitTask ReconstructRight { get; } = new(true, true);

    /// <summary>The task's name, as "classify-left".</summary>
    public string Name => (Reconstructs ? "reconstruct-" : "classify-") + (IsRight ? "right" : "left");

    /// <summary>The task with its loss and metrics.</summary>
    public LearningTask ToLearningTask() => Reconstructs
        ? new LearningTask(Name, Functional.MeanSquaredError, SquaredError.Metrics)
        : new LearningTask(Name, (prediction, target) => Functional.CrossEntropy(prediction, target), Accuracy.Metrics);
}

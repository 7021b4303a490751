using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>The multi-task LeNet: one trunk, one small head per task.</summary>
/// <remarks>Source: Sener and Koltun, "Multi-Task Learning as Multi-Objective Optimization", 2018, arXiv:1810.04650, and for the
/// reconstruction task "Uniform Loss vs. Specialized Optimization", 2025, section 3.1, which adds dropout to trunk and heads and has
/// 50 features. The width of the reconstruction head's hidden layer is not published; ours is 128.</remarks>
internal sealed class DigitNetwork : MultiTaskModel
{
    private const int ReconstructionWidth = 128;
    private const int Classes = 10;

    private readonly DigitEncoder _encoder;
    private readonly Layer[] _heads;
    private readonly IReadOnlyList<Tensor>[] _taskParameters;

    /// <summary>Creates the network.</summary>
    /// <param name="tasks">The tasks, one head each.</param>
    /// <param name="dropout">Share of features dropped in training, 0 to 1.</param>
    public DigitNetwork(IReadOnlyList<DigitTask> tasks, double dropout)
    {
        _encoder = Register("encoder", new DigitEncoder(dropout));
        _heads = [.. tasks.Select(task => Register(task.Name, task.Reconstructs ? Reconstruction(dropout) : Classification(dropout)))];
        _taskParameters = [.. _heads.Select(head => head.Parameters())];
        SharedParameters = _encoder.Parameters();
        LastSharedParameters = _encoder.Last.Parameters();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> SharedParameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LastSharedParameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> TaskParameters(int task) => _taskParameters[task];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(Tensor input) => [_encoder.Forward(input)];

    /// <inheritdoc/>
    public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => _heads[task].Forward(representation[0]);

    private static Sequential Classification(double dropout) =>
        new(new Linear(DigitEncoder.Features, 50), new Relu(), new Dropout(dropout), new Linear(50, Classes));

    private static Sequential Reconstruction(double dropout) => new(
        new Linear(DigitEncoder.Features, ReconstructionWidth),
        new Relu(),
        new Dropout(dropout),
        new Linear(ReconstructionWidth, DigitPairs.DigitSide * DigitPairs.DigitSide),
        new Sigmoid());
}

using AutoScale.Torch;

namespace AutoScale.Problems.MultiMnist;

/// <summary>The shared trunk: LeNet's two convolutions and one linear layer, [B, 1, 36, 36] to [B, 50].</summary>
internal sealed class DigitEncoder : Layer
{
    /// <summary>The length of the shared representation.</summary>
    public const int Features = 50;

    private readonly Conv2d _first;
    private readonly Conv2d _second;
    private readonly Dropout _dropout;

    /// <summary>Creates the trunk.</summary>
    /// <param name="dropout">Share of features dropped in training, 0 to 1.</param>
    public DigitEncoder(double dropout)
    {
        _first = Register("conv1", new Conv2d(1, 10, 5));
        _second = Register("conv2", new Conv2d(10, 20, 5));
        Last = Register("fc", new Linear(720, Features));
        _dropout = Register("dropout", new Dropout(dropout));
    }

    /// <summary>The layer the heads read.</summary>
    public Linear Last { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        Tensor shallow = Functional.MaxPool2d(_first.Forward(input), 2).Relu();
        Tensor deep = Functional.MaxPool2d(_second.Forward(shallow), 2).Relu();
        Tensor flat = _dropout.Forward(deep.Flatten(1));
        return _dropout.Forward(Last.Forward(flat).Relu());
    }
}

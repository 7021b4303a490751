using AutoScale.Torch;

namespace AutoScale.Problems.Scenes;

/// <summary>One task's head: the stages of the trunk, each reduced to 16 channels, summed from coarse to fine.</summary>
/// <remarks>Source of the shape: Lin et al., "Feature Pyramid Networks for Object Detection", 2017, arXiv:1612.03144. Deviation: a
/// rectifier after each sum takes the place of the smoothing convolution, at a fraction of its cost.</remarks>
internal sealed class SceneDecoder : Module
{
    private const int Width = 16;

    private readonly Conv2d[] _laterals;
    private readonly Conv2d _output;
    private readonly bool _isDirection;

    /// <summary>Creates the head.</summary>
    /// <param name="task">The task.</param>
    public SceneDecoder(SceneTask task)
    {
        _laterals = [.. SceneEncoder.Channels.Select((channels, i) => Register($"lateral{i + 1}", new Conv2d(channels, Width, 1)))];
        _output = Register("output", new Conv2d(Width, task.Channels, 1));
        _isDirection = task.IsDirection;
    }

    /// <summary>Runs the head.</summary>
    /// <param name="stages">What the trunk put out.</param>
    /// <returns>The prediction, [B, channels of the task, H, W]; unit vectors where the task predicts directions.</returns>
    public Tensor Forward(IReadOnlyList<Tensor> stages)
    {
        Tensor sum = _laterals[^1].Forward(stages[^1]);
        for (int i = stages.Count - 2; i >= 0; i--)
        {
            Tensor lateral = _laterals[i].Forward(stages[i]);
            sum = (Functional.UpsampleBilinear2d(sum, lateral.Size(2), lateral.Size(3)) + lateral).Relu();
        }

        Tensor output = _output.Forward(sum);
        return _isDirection ? Normalize(output) : output;
    }

    private static Tensor Normalize(Tensor vectors)
    {
        const double SmallestSquaredLength = 1e-12; // keeps a zero vector, and its gradient, finite
        return vectors * (vectors.Square().Sum([1], keepDimensions: true) + SmallestSquaredLength).ReciprocalSqrt();
    }
}

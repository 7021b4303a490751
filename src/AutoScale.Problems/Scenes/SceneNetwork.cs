using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Scenes;

/// <summary>A small convolutional network for dense tasks: one pyramid of features, one light head per task.</summary>
internal sealed class SceneNetwork : MultiTaskModel
{
    private readonly SceneEncoder _encoder;
    private readonly SceneDecoder[] _decoders;
    private readonly IReadOnlyList<Tensor>[] _taskParameters;

    /// <summary>Creates the network.</summary>
    /// <param name="tasks">The tasks, one head each.</param>
    public SceneNetwork(IReadOnlyList<SceneTask> tasks)
    {
        _encoder = Register("encoder", new SceneEncoder());
        _decoders = [.. tasks.Select(task => Register(task.Name, new SceneDecoder(task)))];
        _taskParameters = [.. _decoders.Select(decoder => decoder.Parameters())];
        SharedParameters = _encoder.Parameters();
        LastSharedParameters = _encoder.LastParameters;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> SharedParameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LastSharedParameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> TaskParameters(int task) => _taskParameters[task];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Encode(Tensor input) => _encoder.Forward(input);

    /// <inheritdoc/>
    public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => _decoders[task].Forward(representation);
}

using AutoScale.Torch;

namespace AutoScale.Problems.Scenes;

/// <summary>The shared trunk: four stages of 16, 32, 64 and 96 channels, each at half the resolution of the one before.</summary>
internal sealed class SceneEncoder : Module
{
    private readonly Sequential[] _stages;

    /// <summary>Creates the trunk.</summary>
    public SceneEncoder()
    {
        _stages = new Sequential[Channels.Count];
        for (int i = 0; i < _stages.Length; i++)
        {
            Layer[] layers = i == 0
                ? Block(3, Channels[0], 1)
                : [.. Block(Channels[i - 1], Channels[i], 2), .. Block(Channels[i], Channels[i], 1)];
            _stages[i] = Register($"stage{i + 1}", new Sequential(layers));
        }
    }

    /// <summary>Channels of each stage.</summary>
    public static IReadOnlyList<int> Channels { get; } = [16, 32, 64, 96];

    /// <summary>The parameters of the last stage.</summary>
    public IReadOnlyList<Tensor> LastParameters => _stages[^1].Parameters();

    /// <summary>Runs the trunk.</summary>
    /// <param name="input">[B, 3, H, W].</param>
    /// <returns>The output of each stage: [B, 16, H, W], [B, 32, H/2, W/2], [B, 64, H/4, W/4], [B, 96, H/8, W/8].</returns>
    public Tensor[] Forward(Tensor input)
    {
        Tensor[] outputs = new Tensor[_stages.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = _stages[i].Forward(i == 0 ? input : outputs[i - 1]);
        }

        return outputs;
    }

    private static Layer[] Block(int inputs, int outputs, int stride) =>
        [new Conv2d(inputs, outputs, 3, stride, padding: 1, bias: false), new BatchNorm2d(outputs), new Relu()];
}

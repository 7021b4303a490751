using AutoScale.Torch;
using AutoScale.Training;

namespace OwnProblem;

/// <summary>The network: a shared trunk of two layers and one linear head per task.</summary>
internal sealed class TerrainNetwork : MultiTaskModel
{
    private readonly Linear _first = new(2, 64);
    private readonly Linear _second = new(64, 64);
    private readonly Linear[] _heads = [new Linear(64, 1), new Linear(64, 1)];

    public TerrainNetwork()
    {
        Register("first", _first);
        Register("second", _second);
        Register("height", _heads[0]);
        Register("ring", _heads[1]);
    }

    public override IReadOnlyList<Tensor> SharedParameters => [.. _first.Parameters(), .. _second.Parameters()];

    public override IReadOnlyList<Tensor> LastSharedParameters => _second.Parameters();

    public override IReadOnlyList<Tensor> TaskParameters(int task) => _heads[task].Parameters();

    public override IReadOnlyList<Tensor> Encode(Tensor input) => [_second.Forward(_first.Forward(input).Relu()).Relu()];

    public override Tensor Decode(int task, IReadOnlyList<Tensor> representation) => _heads[task].Forward(representation[0]);
}

using AutoScale.Torch;
using AutoScale.Training;

namespace OwnProblem;

/// <summary>The data: here made up from a seed, usually read from your files.</summary>
internal sealed class TerrainData : IDataSplit
{
    private readonly (float X, float Y)[] _points;

    public TerrainData(int count, int seed)
    {
        Random random = new(seed);
        _points = [.. Enumerable.Range(0, count).Select(_ => (Coordinate(random), Coordinate(random)))];
    }

    public int Count => _points.Length;

    public Batch Load(ReadOnlySpan<int> indices, Device device)
    {
        float[] inputs = new float[2 * indices.Length];
        float[] heights = new float[indices.Length];
        float[] rings = new float[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            (float x, float y) = _points[indices[i]];
            (inputs[2 * i], inputs[(2 * i) + 1]) = (x, y);
            heights[i] = 100 * MathF.Sin(3 * x) * MathF.Cos(2 * y);
            rings[i] = ((x * x) + (y * y)) is > 0.25f and < 0.7f ? 1 : 0;
        }

        return new Batch(
            Tensor.From(inputs, indices.Length, 2).To(device),
            [Tensor.From(heights, indices.Length, 1).To(device), Tensor.From(rings, indices.Length, 1).To(device)]);
    }

    private static float Coordinate(Random random) => (float)((2 * random.NextDouble()) - 1);
}

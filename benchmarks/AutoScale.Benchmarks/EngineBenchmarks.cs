using AutoScale.Torch;
using BenchmarkDotNet.Attributes;

namespace AutoScale.Benchmarks;

/// <summary>What the engine costs: one operator call, and the Gramian and combination of K task gradients.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int ParameterCount = 300_000;
    private readonly Tensor _left = Tensor.From([1.0f, 2.0f], 2);
    private readonly Tensor _right = Tensor.From([3.0f, 4.0f], 2);
    private readonly Tensor?[] _gradients = [.. Enumerable.Range(0, 4).Select(_ => Tensor.RandomNormal([ParameterCount]))];
    private readonly double[] _weights = [0.5, 1, 1, 1.5];
    private readonly Tensor?[] _combined = new Tensor?[1];

    [Benchmark(Description = "operator call: add two tensors of two numbers")]
    public void OperatorCall()
    {
        using Tensor sum = _left.Add(_right);
    }

    [Benchmark(Description = "Gramian, K = 4, d = 300,000, double precision")]
    public double[] Gramian() => GradientMatrix.Gramian(_gradients, 4);

    [Benchmark(Description = "weighted sum of gradients, K = 4, d = 300,000")]
    public void Combine()
    {
        GradientMatrix.Combine(_gradients, _weights, _combined);
        _combined[0]!.Dispose();
    }
}

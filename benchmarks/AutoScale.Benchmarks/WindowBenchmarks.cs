using AutoScale.AutoScaling;
using AutoScale.Gradients;
using AutoScale.AutoScaling.Costs;
using BenchmarkDotNet.Attributes;

namespace AutoScale.Benchmarks;

/// <summary>What solving one window of 50 iterations costs.</summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private const int WindowSize = 50;
    private Window _window = Window.OfLosses(2, [1, 1]);
    private ICostFunction _cost = new EqualLoss();

    [Params(2, 4, 8)]
    public int Tasks { get; set; }

    [Params("equal-gradient-magnitude", "low-condition-number", "log-gradient-norms")]
    public string Cost { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        List<Gramian> gramians = [.. Enumerable.Range(0, WindowSize).Select(_ => RandomGramians.Next(Tasks, random))];
        _window = Window.OfGramians(gramians);
        _cost = CostCatalogue.Find(Cost);
    }

    [Benchmark(Description = "solve one window of 50 iterations")]
    public WindowSolution Minimise() => _cost.Minimise(_window);
}

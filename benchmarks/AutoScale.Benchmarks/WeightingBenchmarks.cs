using AutoScale.Gradients;
using AutoScale.Weighting;
using BenchmarkDotNet.Attributes;

namespace AutoScale.Benchmarks;

/// <summary>What the weights of one step cost, from the Gramian of K random gradients.</summary>
[MemoryDiagnoser]
public class WeightingBenchmarks
{
    private double[] _losses = [];
    private double[] _weights = [];
    private double[] _norms = [];
    private Gramian _gramian = new([1]);
    private IWeighting _weighting = new Unitary();

    /// <summary>Every method of the catalogue that needs no numbers of the user's.</summary>
    public static IEnumerable<string> Methods =>
        MethodCatalogue.All.Where(method => !method.Options.Any(option => option.IsRequired)).Select(method => method.Name);

    [Params(2, 8, 40)]
    public int Tasks { get; set; }

    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _gramian = RandomGramians.Next(Tasks, new Random(1));
        _norms = _gramian.Norms();
        _losses = [.. Enumerable.Range(1, Tasks).Select(i => 0.1 * i)];
        _weights = new double[Tasks];
        _weighting = MethodCatalogue.Create(Method, new MethodContext([.. Enumerable.Range(0, Tasks).Select(i => $"t{i}")], totalIterations: int.MaxValue));
    }

    [Benchmark(Description = "weights of one step")]
    public Certificate Weigh()
    {
        Certificate certificate = _weighting.Weigh(new StepEvidence { Iteration = 1, Losses = _losses, GradientNorms = _norms, Gramian = _gramian }, _weights);
        if (_weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
        {
            observer.Observe(_losses);
        }

        return certificate;
    }
}

using System.Globalization;
using System.Text.Json;
using AutoScale.Benchmarks;
using AutoScale.Problems;
using AutoScale.Training;
using BenchmarkDotNet.Running;

// steps PROBLEM METHOD COUNT THREADS [DATA]: seconds of single updates as a JSON array, one line a request on standard input;
// anything else goes to BenchmarkDotNet.
if (args is not ["steps", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(StepBenchmark).Assembly).Run(args);
    return 0;
}

AutoScale.Torch.Torch.Threads = int.Parse(args[2], CultureInfo.InvariantCulture);
using IProblem problem = ProblemCatalogue.Create(args[1], new ProblemContext { Data = args.Length > 3 ? args[3] : null });
while (Console.In.ReadLine() is { } line)
{
    string[] words = line.Split(' ');
    double[] seconds = StepBenchmark.Run(problem, words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
    Console.WriteLine(JsonSerializer.Serialize(seconds));
}

return 0;

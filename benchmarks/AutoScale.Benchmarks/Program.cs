using System.Globalization;
using System.Text.Json;
using AutoScale.Benchmarks;
using AutoScale.Problems;
using AutoScale.Training;
using AutoScale.Training.Methods;
using AutoScale.Weighting;
using BenchmarkDotNet.Running;

// methods: the names of the methods as JSON. weigh: seconds of the weights of one step, one request a line (see WeighingBenchmark).
// steps PROBLEM THREADS [DATA]: seconds of single updates as a JSON array, 'METHOD COUNT' a line. Anything else goes to BenchmarkDotNet.
if (args is ["methods"])
{
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        weightings = MethodCatalogue.All.Select(method => method.Name),
        all = TrainingMethodCatalogue.All.Select(method => method.Name),
    }));
    return 0;
}

if (args is ["weigh"])
{
    while (Console.In.ReadLine() is { } request)
    {
        Console.WriteLine(JsonSerializer.Serialize(WeighingBenchmark.Run(request)));
    }

    return 0;
}

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

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Benchmarks;

/// <summary>Seconds that a method takes for the weights of one step, from gradients that a script sends, for the script to compare with a peer's.</summary>
internal static class WeighingBenchmark
{
    private const double SecondsOfWarmUp = 0.3;
    private const double SecondsOfARound = 0.02;

    /// <summary>Times one method.</summary>
    /// <param name="json">{"method": name, "gradients": K rows of numbers, "rounds": how many}.</param>
    /// <returns>Seconds of one call in each round, shape [rounds].</returns>
    public static double[] Run(string json)
    {
        Request request = JsonSerializer.Deserialize<Request>(json) ?? throw new InvalidDataException("Expected one JSON object a line.");
        int taskCount = request.Gradients.Length;
        MethodDescriptor method = MethodCatalogue.Find(request.Method);
        MethodContext context = new([.. Enumerable.Range(0, taskCount).Select(task => $"t{task}")], totalIterations: int.MaxValue)
        {
            Options = new MethodOptions(method.Options.Where(option => option.IsRequired).Select(option => KeyValuePair.Create(option.Name, "1"))),
        };
        IWeighting weighting = method.Create(context);
        Gramian gramian = new([.. request.Gradients.SelectMany(first => request.Gradients.Select(second => first.Zip(second, (a, b) => a * b).Sum()))]);
        double[] losses = [.. Enumerable.Range(1, taskCount).Select(task => 0.1 * task)];
        double[] norms = gramian.Norms();
        double[] weights = new double[taskCount];
        int iteration = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsOfWarmUp;)
        {
            Time(30); // The runtime compiles anew what is called often.
        }

        int calls = Math.Max(1, (int)(SecondsOfARound / Time(10)));
        return [.. Enumerable.Range(0, request.Rounds).Select(_ => Time(calls))];

        double Time(int count)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                weighting.Weigh(new StepEvidence { Iteration = ++iteration, Losses = losses, GradientNorms = norms, Gramian = gramian }, weights);
                if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
                {
                    observer.Observe(losses);
                }
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
        }
    }

    private sealed record Request(
        [property: JsonPropertyName("method")] string Method,
        [property: JsonPropertyName("gradients")] double[][] Gradients,
        [property: JsonPropertyName("rounds")] int Rounds);
}

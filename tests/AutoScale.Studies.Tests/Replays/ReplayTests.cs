using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Studies.Replays;

namespace AutoScale.Studies.Tests.Replays;

public sealed class ReplayTests
{
    private static readonly ReplayGrid Small = new() { Alphas = [0.5], Taus = [2], Costs = [CostCatalogue.Find("equal-gradient-magnitude")] };

    [Fact]
    public void Solve_HandWrittenTrace_GivesTheWeightsOfTheArithmetic()
    {
        // Windows of two steps with norms (1, 1) and then (1, 3): w = (1, 1) and (1.5, 0.5). Their average is (1.25, 0.75), their last (1.5, 0.5).
        Trace trace = Read("""
            {"tasks": ["a", "b"], "iterations": 8}
            {"iteration": 1, "losses": [1, 1], "norms": [1, 1]}
            {"iteration": 2, "losses": [1, 1], "norms": [1, 1]}
            {"iteration": 3, "losses": [1, 1], "norms": [1, 3]}
            {"iteration": 4, "losses": [1, 1], "norms": [1, 3]}

            """);

        IReadOnlyList<ReplayRow> rows = Replay.Solve(trace, Small with { Predictors = [PredictorCatalogue.Find("average"), PredictorCatalogue.Find("last")] });

        Assert.Equal(2, rows.Count);
        Assert.Equal([1.25, 0.75], rows[0].Solution!.Final.Weights.ToArray(), Near);
        Assert.Equal([1.5, 0.5], rows[1].Solution!.Final.Weights.ToArray(), Near);
        Assert.Equal([1.0, 1.0], rows[0].Solution!.Windows[0].Weights, Near);
    }

    [Fact]
    public void Solve_EveryCombination_IsThereOnceInTheGridsOrder()
    {
        Trace trace = Random(2, 40);

        IReadOnlyList<ReplayRow> rows = Replay.Solve(trace, new ReplayGrid { Alphas = [0.1, 0.5], Taus = [2, 4], Gammas = [0.5, 1] });

        Assert.Equal(2 * 2 * 2 * CostCatalogue.All.Count * PredictorCatalogue.All.Count, rows.Count);
        Assert.Equal(rows.Count, rows.Select(row => (row.Options.Cost.Name, row.Options.Alpha, row.Options.Tau, row.Options.Gamma, row.Options.Predictor.Name)).Distinct().Count());
        Assert.All(rows, row => Assert.Null(row.Problem));
        Assert.All(rows, row => Assert.Equal(2, row.Solution!.Final.Weights.ToArray().Sum(), 9));
    }

    [Fact]
    public void Solve_AlphaBeyondTheRecording_SaysSoInItsRowOnly()
    {
        Trace trace = Read("{\"iterations\": 100}\n" + Lines(20));

        IReadOnlyList<ReplayRow> rows = Replay.Solve(trace, Small with { Alphas = [0.2, 0.5], Predictors = [PredictorCatalogue.Find("average")] });

        Assert.NotNull(rows[0].Solution);
        Assert.Null(rows[1].Solution);
        Assert.StartsWith("The trace is too short: alpha = 0.5 of T = 100 iterations", rows[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_LengthGiven_OverridesTheTraces()
    {
        Trace trace = Read(Lines(20));

        IReadOnlyList<ReplayRow> rows = Replay.Solve(trace, Small with { Alphas = [0.2], TotalIterations = 100 });

        Assert.All(rows, row => Assert.Equal((100, 20), (row.Options.TotalIterations, row.Solution!.Plan.ExplorationIterations)));
    }

    [Fact]
    public void Solve_OneTask_IsRefused() => Assert.Contains(
        "Trace line 1: expected at least 2 tasks, got 1.",
        Assert.Throws<FormatException>(() => Replay.Solve(Read("{\"iteration\": 1, \"losses\": [1]}\n{\"iteration\": 2, \"losses\": [1]}\n"), Small)).Message,
        StringComparison.Ordinal);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;

    private static Trace Read(string text)
    {
        using StringReader reader = new(text);
        return Trace.Read(reader);
    }

    private static string Lines(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(iteration => $"{{\"iteration\": {iteration}, \"losses\": [1, 1], \"norms\": [1, 3]}}\n"));

    private static Trace Random(int tasks, int steps)
    {
        Random random = new(3);
        return new Trace(
            new TraceHeader { Tasks = [.. Enumerable.Range(0, tasks).Select(task => $"task {task}")], TotalIterations = steps },
            [.. Enumerable.Range(1, steps).Select(iteration => Record(random, tasks, iteration))]);
    }

    private static TraceRecord Record(Random random, int tasks, int iteration)
    {
        const int Dimensions = 6;
        double[][] gradients = [.. Enumerable.Range(0, tasks).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => random.NextDouble() - 0.4).ToArray())];
        double[] products = [.. gradients.SelectMany(first => gradients.Select(second => first.Zip(second, (a, b) => a * b).Sum()))];
        return new TraceRecord
        {
            Iteration = iteration,
            Losses = [.. Enumerable.Range(0, tasks).Select(_ => 0.5 + random.NextDouble())],
            Gramian = new Gramian(products),
            GradientNorms = [.. Enumerable.Range(0, tasks).Select(task => Math.Sqrt(products[(task * tasks) + task]))],
        };
    }
}

using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Runs;

namespace AutoScale.Tests.AutoScaling;

public sealed class AutoScaleSolverTests
{
    private static readonly AutoScaleOptions _options = new() { TaskCount = 2, TotalIterations = 20, Alpha = 0.5, Tau = 5, Gamma = 1 };

    [Fact]
    public void Solve_SteadyNorms_WeighsByTheirInverse()
    {
        AutoScaleSolution solution = AutoScaleSolver.Solve(Norms(10, 1, 3), _options);

        RandomWindows.AssertSame([1.5, 0.5], solution.Final.Weights.ToArray(), 1e-14);
        Assert.Equal(2, solution.Windows.Count);
        Assert.Empty(solution.Warnings);
    }

    [Fact]
    public void Solve_LinesOfATrace_ReadsThem()
    {
        Trace trace = Trace.Read(new StringReader(string.Concat(Enumerable.Range(1, 10).Select(iteration =>
            $$"""{"iteration": {{iteration}}, "losses": [1, 1], "norms": [1, 3]}""" + "\n"))));

        RandomWindows.AssertSame([1.5, 0.5], AutoScaleSolver.Solve(trace, _options).Final.Weights.ToArray(), 1e-14);
    }

    [Fact]
    public void Solve_ProbedTrace_MakesWindowsOfTheProbes()
    {
        AutoScaleRun run = new(3, 60);
        AutoScaleOptions options = new() { TaskCount = 3, TotalIterations = 60, Alpha = 0.5, Tau = 10, Cost = new LowConditionNumber() };

        AutoScaleSolution solution = AutoScaleSolver.Solve(run.Trace(interval: 4), options);

        Assert.Equal([3, 2, 3], solution.Windows.Select(window => window.UsedIterations)); // 1, 5, 9; 13, 17; 21, 25, 29.
        Assert.Equal([5.0, 15.0, 25.0], solution.Windows.Select(window => window.Span.MidPoint));
    }

    [Fact]
    public void Solve_TraceGoesOnPastExploration_IgnoresTheRest()
    {
        IReadOnlyList<IterationEvidence> trace = [.. Norms(10, 1, 3), .. Enumerable.Range(11, 10).Select(at => new IterationEvidence(at, [1, 1]))];

        RandomWindows.AssertSame([1.5, 0.5], AutoScaleSolver.Solve(trace, _options).Final.Weights.ToArray(), 1e-14);
    }

    [Fact]
    public void Solve_TraceShorterThanAsked_SaysHowFarItReaches()
    {
        Assert.Equal(
            "The trace is too short: alpha = 0.5 of T = 20 iterations needs gradient norms up to iteration 10, but they are recorded up to iteration 9. "
            + "Lower alpha, or use a cost that needs less.",
            Message(Norms(9, 1, 3), _options));
        Assert.Contains("up to iteration 8", Message([.. Norms(8, 1, 3), .. Losses(9, 12)], _options), StringComparison.Ordinal);
        Assert.Contains("needs Gramians up to iteration 10, but they are recorded never", Message(Norms(10, 1, 3), _options with { Cost = new LowConditionNumber() }), StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_ShortTraceWithABigGap_IsStillTooShort()
    {
        Assert.Contains("recorded up to iteration 8", Message([.. Norms(2, 1, 3), new(8, [1, 1], [1, 3])], _options), StringComparison.Ordinal);
        Assert.Contains("recorded up to iteration 8", Message([.. Norms(2, 1, 3), new(8, [1, 1], [1, 3]), .. Losses(9, 20)], _options), StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_LastStepSkipped_TakesTheTraceFurtherOn()
    {
        AutoScaleSolution solution = AutoScaleSolver.Solve([.. Norms(9, 1, 3), .. Losses(11, 20)], _options);

        Assert.Equal([5, 4], solution.Windows.Select(window => window.UsedIterations));
    }

    [Fact]
    public void Solve_OnlyProbedIterationsRecorded_MayEndUpToAnIntervalEarly()
    {
        IterationEvidence[] probes = [.. Norms(9, 1, 3).Where(iteration => iteration.Iteration % 4 == 1)];

        Assert.Equal(2, AutoScaleSolver.Solve(probes, _options).Windows.Count);
        Assert.Contains("recorded up to iteration 5", Message(probes[..2], _options), StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_WindowSkippedWhole_LeavesItOutAndWarns()
    {
        AutoScaleSolution solution = AutoScaleSolver.Solve([.. Norms(5, 1, 3), .. Losses(11, 20)], _options);

        RandomWindows.AssertSame([1.5, 0.5], solution.Final.Weights.ToArray(), 1e-14);
        Assert.Equal(new WindowSpan(1, 5), Assert.Single(solution.Windows).Span);
        Assert.Contains("1 of 2 windows held no usable iteration and were left out.", solution.Warnings);
    }

    [Fact]
    public void Solve_PartialLastWindow_NeedsNotBeRecorded()
    {
        // α·T = 10 holds two windows of four; iterations 9 and 10 belong to none.
        AutoScaleSolution solution = AutoScaleSolver.Solve(Norms(8, 1, 3), _options with { Tau = 4 });

        Assert.Equal(2, solution.Windows.Count);
    }

    [Fact]
    public void Solve_WindowWithoutProbes_NamesIt()
    {
        IterationEvidence[] trace = [.. Norms(4, 1, 3), .. Losses(5, 8), new(9, [1, 1], [1, 3]), .. Losses(10, 20)];

        Assert.Contains("no gradient norms between iterations 5 and 6", Message(trace, _options with { Tau = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_TraceOutOfOrder_NamesTheIteration()
    {
        Assert.Contains("Iteration 3 of the trace comes after iteration 3", Message([.. Norms(3, 1, 3), new(3, [1, 1], [1, 3])], _options), StringComparison.Ordinal);
        Assert.Contains("is empty", Message([], _options), StringComparison.Ordinal);
        Assert.Contains("has 2 tasks, expected 3", Message(Norms(10, 1, 3), _options with { TaskCount = 3 }), StringComparison.Ordinal);
    }

    [Fact]
    public void PredictAt_ContinuousLine_MovesUntilTheTarget()
    {
        // Norm ratios 1 then 3: the first weight goes from 1 at 2.5 to 1.5 at 7.5, a tenth an iteration.
        IterationEvidence[] trace = [.. Norms(5, 1, 1), .. Norms(10, 1, 3).Skip(5)];
        AutoScaleSolution solution = AutoScaleSolver.Solve(trace, _options with { Gamma = 0.6, Predictor = new ContinuousLinearPredictor() });

        Assert.Equal(1.85, solution.PredictAt(11).Weights[0], 1e-13);
        Assert.Equal(1.95, solution.PredictAt(12).Weights[0], 1e-13);
        Assert.Equal(1.95, solution.PredictAt(20).Weights[0], 1e-13);
        Assert.Equal((false, true), (solution.IsSettled(11), solution.IsSettled(12)));
    }

    private static string Message(IReadOnlyList<IterationEvidence> trace, AutoScaleOptions options) =>
        Assert.Throws<ArgumentException>(() => AutoScaleSolver.Solve(trace, options)).Message;

    private static IterationEvidence[] Norms(int count, params double[] norms) =>
        [.. Enumerable.Range(1, count).Select(iteration => new IterationEvidence(iteration, [1, 1], norms))];

    private static IterationEvidence[] Losses(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(iteration => new IterationEvidence(iteration, [1, 1]))];
}

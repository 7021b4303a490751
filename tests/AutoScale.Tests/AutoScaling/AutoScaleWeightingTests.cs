using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling;

public sealed class AutoScaleWeightingTests
{
    // 40 iterations, 20 of them exploring in windows of 6: three windows, two iterations dropped.
    private static readonly AutoScaleOptions _options = new()
    {
        TaskCount = 3, TotalIterations = 40, Alpha = 0.5, Tau = 6, Gamma = 0.8, TaskNames = ["a", "b", "depth"],
    };

    public static TheoryData<string, string, int> Restarts
    {
        get
        {
            TheoryData<string, string, int> data = [];
            foreach (string cost in (string[])["equal-gradient-magnitude", "equal-loss", "low-condition-number"])
            {
                foreach (int after in (int[])[0, 1, 5, 6, 7, 17, 18, 19, 20, 21, 26, 33, 39])
                {
                    data.Add(cost, "continuous-linear", after);
                    data.Add(cost, "linear", after);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Weigh_BothPhases_ExploresThenKeepsThePredictedWeights()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options with { Predictor = new LastPredictor() });
        AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 1, 40);

        Assert.All(run.Weights.Take(20), weights => Assert.Equal([1.0, 2.0, 5.0], weights));
        Assert.All(run.Weights.Skip(20), weights => RandomWindows.AssertSame(weighting.Windows[2].Weights, weights, 1e-12));
        Assert.Equal([new WindowSpan(1, 6), new WindowSpan(7, 12), new WindowSpan(13, 18)], weighting.Windows.Select(window => window.Span));
    }

    [Fact]
    public void Needs_BothPhases_IsTheLargerOfExplorerAndCostThenLosses()
    {
        Assert.Equal(Evidence.GradientNorms, NeedsOf(new FixedWeights([1, 1, 1]), new EqualGradientMagnitude())[0]);
        Assert.Equal(Evidence.Gramian, NeedsOf(new ImtlG(), new EqualLoss())[0]);
        Assert.Equal(Evidence.Losses, NeedsOf(new FixedWeights([1, 1, 1]), new EqualLoss())[0]);
        List<Evidence> all = NeedsOf(new FixedWeights([1, 1, 1]), new LowConditionNumber());
        Assert.All(all.Take(20), needs => Assert.Equal(Evidence.Gramian, needs));
        Assert.All(all.Skip(20), needs => Assert.Equal(Evidence.Losses, needs));

        static List<Evidence> NeedsOf(IWeighting explorer, ICostFunction cost) =>
            new AutoScaleRun(3, 40).Run(new AutoScaleWeighting(explorer, _options with { Cost = cost }), 1, 40).Needs;
    }

    [Fact]
    public void Needs_ProbingEveryThird_AsksForGradientsThen()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options with { ProbeEvery = 3 });
        AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 1, 40);

        Assert.Equal([1, 4, 7, 10, 13, 16, 19], Enumerable.Range(1, 40).Where(iteration => run.Needs[iteration - 1] == Evidence.GradientNorms));
        Assert.All(weighting.Windows, window => Assert.Equal(2, window.UsedIterations));
    }

    [Fact]
    public void Weigh_AnyRun_AgreesWithReplayBitForBit()
    {
        foreach (ICostFunction cost in CostCatalogue.All)
        {
            foreach (IWeightPredictor predictor in PredictorCatalogue.All)
            {
                AutoScaleOptions options = _options with { Cost = cost, Predictor = predictor };
                AutoScaleRun run = new AutoScaleRun(3, 40).Run(new AutoScaleWeighting(new ImtlG(), options), 1, 40);

                AutoScaleSolution replayed = AutoScaleSolver.Solve(run.Trace(), options);

                Assert.Equal(run.Weights[39], replayed.Final.Weights);
                Assert.Equal(run.Weights[25], replayed.PredictAt(26).Weights);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Restarts))]
    public void Restore_AfterAnyIteration_GoesOnBitForBit(string cost, string predictor, int after)
    {
        AutoScaleOptions options = _options with { Cost = CostCatalogue.Find(cost), Predictor = PredictorCatalogue.Find(predictor), ProbeEvery = 2 };
        AutoScaleRun whole = new AutoScaleRun(3, 40).Run(Create(), 1, 40);
        AutoScaleWeighting first = Create();
        AutoScaleRun parts = new AutoScaleRun(3, 40).Run(first, 1, after);
        WeightingState state = first.Capture();
        new AutoScaleRun(3, 40).Run(first, after + 1, 40); // What happens later does not reach into the state.

        AutoScaleWeighting second = Create();
        second.Restore(state);
        parts.Run(second, after + 1, 40);

        Assert.Equal(whole.Weights, parts.Weights);
        Assert.Equal(whole.Certificates, parts.Certificates);
        Assert.Equal(whole.Needs, parts.Needs);
        Assert.Equal(whole.Looks, parts.Looks);
        Assert.Equal(first.Windows.Select(window => window.Weights), second.Windows.Select(window => window.Weights));
        Assert.Equal(first.Warnings, second.Warnings);
        Assert.All(state.Values.Values, values => Assert.All(values, value => Assert.True(double.IsFinite(value))));

        AutoScaleWeighting Create() => new(new Famo(3), options);
    }

    [Fact]
    public void Restore_WindowsWithoutUsableIterations_KeepsTheInfiniteCost()
    {
        AutoScaleOptions options = _options with { Cost = new LogGradientNorms() };
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), options);
        for (int iteration = 1; iteration <= 6; iteration++)
        {
            weighting.Weigh(new StepEvidence { Iteration = iteration, Losses = [1, 1, 1], GradientNorms = [1, 0, 3] }, new double[3]);
        }

        AutoScaleWeighting restored = new(new FixedWeights([1, 1, 1]), options);
        WeightingState state = weighting.Capture();
        restored.Restore(state);

        Assert.Contains(double.PositiveInfinity, state.Read("windows"));
        Assert.Equal(double.PositiveInfinity, restored.Windows[0].Cost);
        Assert.Equal([1], restored.Windows[0].DeadTasks);
    }

    [Fact]
    public void Restore_StateOfAnotherTaskCount_SaysSo()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options);
        new AutoScaleRun(3, 40).Run(weighting, 1, 10);
        AutoScaleWeighting other = new(new FixedWeights([1, 1]), new AutoScaleOptions { TaskCount = 2, TotalIterations = 40 });

        Assert.Contains("another number of tasks", Assert.Throws<ArgumentException>(() => other.Restore(weighting.Capture())).Message, StringComparison.Ordinal);
        Assert.Contains("'progress'", Assert.Throws<ArgumentException>(() => other.Restore(new WeightingState())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_ExplorerThatLooks_LooksOnlyWhileExploring() =>
        Assert.Equal(Enumerable.Range(1, 20), new AutoScaleRun(3, 40).Run(new AutoScaleWeighting(new Famo(3), _options), 1, 40).Looks);

    [Fact]
    public void Weigh_ExplorationShorterThanAWindow_FlagsItOnce()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options with { Tau = 50 });
        AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 1, 40);

        Assert.Equal([20], Enumerable.Range(1, 40).Where(iteration => run.Certificates[iteration - 1].Guards.HasFlag(Guards.ShortWindow)));
        Assert.Equal(
            [
                "Exploration has 20 iterations, fewer than the window size tau = 50: it makes one short window. Raise alpha or T, or lower tau.",
                "The predictor 'linear' needs at least 2 windows and had 1: the weights of the only window were taken instead. Lower tau, or raise alpha or T.",
            ],
            weighting.Warnings);
        Assert.Equal(Guards.FewWindows, run.Certificates[20].Guards);
    }

    [Fact]
    public void Weigh_PredictorLeavesTheRange_FlagsTheFirstStepAndWarns()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options);
        AutoScaleRun run = new(3, 40);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            // The third gradient grows, so its weight falls towards and below zero.
            weighting.Weigh(
                new StepEvidence { Iteration = iteration, Losses = [1, 1, 1], GradientNorms = [1, 1, 0.5 + ((iteration - 1) / 6)] }, new double[3]);
        }

        run.Run(weighting, 21, 40);

        Assert.Equal(Guards.Extrapolated | Guards.Clamped, run.Certificates[0].Guards);
        Assert.All(run.Certificates.Skip(1), certificate => Assert.Equal(Certificate.Exact, certificate));
        Assert.Contains(weighting.Warnings, warning => warning.StartsWith("The weight of task 'depth' left the range of the observed windows", StringComparison.Ordinal));
        Assert.Contains(weighting.Warnings, warning => warning.StartsWith("The weight of task 'depth' was raised to the floor 0.001", StringComparison.Ordinal));
        Assert.Equal(0.001, run.Weights[0][2], 1e-12);
    }

    [Fact]
    public void Weigh_DeadTask_Warns()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options with { Predictor = new AveragePredictor() });
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            weighting.Weigh(new StepEvidence { Iteration = iteration, Losses = [1, 1, 1], GradientNorms = [1, 2, 0] }, new double[3]);
        }

        Assert.Contains(
            "Task 'depth' measures exactly zero in the window of iterations 1 to 6, and the cost 'equal-gradient-magnitude' gives it weight 3",
            weighting.Warnings[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weigh_StepsSkippedAroundAWindowsEnd_GoesOn()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options with { Predictor = new LastPredictor() });
        AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 1, 5).Run(weighting, 8, 17).Run(weighting, 21, 40);

        Assert.Equal([5, 5, 5], weighting.Windows.Select(window => window.UsedIterations));
        RandomWindows.AssertSame(weighting.Windows[2].Weights, run.Weights[^1], 1e-12);
    }

    [Fact]
    public void Weigh_ExponentialOnThreeWindows_WarnsOfTheLine()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), _options with { Predictor = new ExponentialPredictor() });
        new AutoScaleRun(3, 40).Run(weighting, 1, 40);

        Assert.Contains(
            "The predictor 'exponential' needs at least 4 windows and had 3: a straight line through them was taken instead. Lower tau, or raise alpha or T.",
            weighting.Warnings);
    }

    [Theory]
    [InlineData(18, 18)] // The last step of the last window.
    [InlineData(7, 12)] // A whole window.
    [InlineData(17, 23)] // The end of exploration and beyond.
    [InlineData(1, 6)]
    [InlineData(1, 20)] // All of exploration.
    public void Weigh_StepsSkipped_AgreesWithReplayBitForBit(int first, int last)
    {
        foreach (ICostFunction cost in CostCatalogue.All)
        {
            foreach (int probeEvery in (int[])[1, 4, 6])
            {
                AutoScaleOptions options = _options with { Cost = cost, ProbeEvery = probeEvery };
                AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), options);
                AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 1, first - 1).Run(weighting, last + 1, 40);

                AutoScaleSolution replayed = AutoScaleSolver.Solve(run.Seen, options);

                Assert.Equal(run.Weights[^1], replayed.Final.Weights);
                Assert.Equal(weighting.Windows.Select(window => window.Weights), replayed.Windows.Take(weighting.Windows.Count).Select(window => window.Weights));
                Assert.Equal(weighting.Warnings, replayed.Warnings);
            }
        }
    }

    [Fact]
    public void Weigh_WholeExplorationSkipped_TakesEqualWeightsAndSaysSo()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options);
        AutoScaleRun run = new AutoScaleRun(3, 40).Run(weighting, 25, 40);

        Assert.All(run.Weights, weights => RandomWindows.AssertSame([1.0, 1, 1], weights, 1e-15));
        Assert.NotEmpty(weighting.Warnings);
    }

    [Fact]
    public void Weigh_LessEvidenceThanNeeded_Throws()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options);

        Assert.Contains(
            "AutoScale's cost 'equal-gradient-magnitude' needs GradientNorms at iteration 1, but the evidence holds Losses",
            Assert.Throws<InvalidOperationException>(() => weighting.Weigh(new StepEvidence { Iteration = 1, Losses = [1, 1, 1] }, new double[3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weigh_IterationAgain_Throws()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options);
        new AutoScaleRun(3, 40).Run(weighting, 1, 4);

        Assert.Contains(
            "has weighed iteration 4: expected a later one, got 4",
            Assert.Throws<ArgumentException>(() => new AutoScaleRun(3, 40).Run(weighting, 4, 4)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void PhaseAt_Boundary_ChangesAfterExploration()
    {
        AutoScaleWeighting weighting = new(new FixedWeights([1, 2, 5]), _options);

        Assert.Equal((TracePhase.Exploration, TracePhase.LinearScalarization), (weighting.PhaseAt(20), weighting.PhaseAt(21)));
    }

    [Fact]
    public void Constructor_OptionOutOfRange_NamesIt() => Assert.Contains(
        "alpha", Assert.Throws<ArgumentOutOfRangeException>(() => new AutoScaleWeighting(new ImtlG(), _options with { Alpha = 1 })).Message, StringComparison.Ordinal);
}

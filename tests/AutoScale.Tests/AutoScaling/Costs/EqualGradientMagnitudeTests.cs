using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling.Costs;

public sealed class EqualGradientMagnitudeTests
{
    private static readonly EqualGradientMagnitude _cost = new();
    private static readonly int[] _counts = [1, 2, 3, 10, 50];
    private static readonly double[] _spreads = [1e-7, 0.1, 0.5, 3];

    [Fact]
    public void Minimise_OneIteration_WeighsByInverseNorm()
    {
        // 1/1 : 1/2 : 1/4 = 4 : 2 : 1, scaled to sum 3.
        WindowSolution solution = Solve(3, 1, 2, 4);

        RandomWindows.AssertSame([12 / 7.0, 6 / 7.0, 3 / 7.0], solution.Weights, 1e-15);
        Assert.Equal(0, solution.Cost, 1e-15);
        Assert.Equal(MinimumKind.Kink, solution.Certificate.Kind);
    }

    [Fact]
    public void Minimise_TwoTasks_TakesTheWeightedMedian()
    {
        // Own optima w₁ = 1.5, 0.5, 1 with masses 4, 4, 2: half of 10 is reached at 1. There the rows cost 2, 2 and 0.
        WindowSolution solution = Solve(2, 1, 3, 3, 1, 1, 1);

        Assert.Equal([1.0, 1.0], solution.Weights);
        Assert.Equal(4 / 3.0, solution.Cost, 1e-15);
        Assert.True(solution.Certificate.IsUnique);
    }

    [Fact]
    public void Minimise_TieOfTwoTasks_TakesTheMiddleAndSaysSo()
    {
        // Any w₁ from 0.5 to 1.5 costs 2.
        WindowSolution solution = Solve(2, 1, 3, 3, 1);

        Assert.Equal([1.0, 1.0], solution.Weights);
        Assert.False(solution.Certificate.IsUnique);
    }

    [Fact]
    public void Minimise_TwoMirroredIterations_WeighsTheirTasksAlike()
    {
        // Exchanging the outer tasks exchanges the rows, so the only minimiser has their weights equal: between the rows' own optima.
        WindowSolution solution = Solve(3, 1, 2, 3, 3, 2, 1);

        Assert.Equal(solution.Weights[0], solution.Weights[2], 1e-14);
        Assert.Equal(MinimumKind.Smooth, solution.Certificate.Kind);
    }

    [Fact]
    public void Minimise_SmoothMinimum_AgreesWithHighPrecision()
    {
        // Solved independently with 50 digits.
        double[] rows =
        [
            0.785337983, 0.199397773, 5.07065357, 0.789516405, 0.0688195225, 5.05073145, 0.547453303, 0.455888386, 5.62507803,
            1.40849887, 0.845811292, 3.61973296, 0.602140443, 0.248587694, 5.40725271,
        ];

        WindowSolution solution = Solve(3, rows);

        RandomWindows.AssertSame([0.8455355416149106, 2.054118761689369, 0.1003456966957207], solution.Weights, 1e-13);
        Assert.Equal(0.6652743698586239, solution.Cost, 1e-14);
        Assert.Equal(MinimumKind.Smooth, solution.Certificate.Kind);
        Assert.InRange(solution.Certificate.Residual, 0, 1e-12);
    }

    [Fact]
    public void Minimise_ScalesTwelveOrdersApart_KeepsEveryDigit()
    {
        double[] rows =
        [
            1.45131883e-06, 2994744.5, 1.45026201e-06, 546720.892, 8.53223562e-07, 1753153.13, 1.16953202e-06, 606646.169,
            9.52430579e-07, 622552.752, 1.02155149e-06, 1110459.16, 1.04067591e-06, 422763.471, 8.53552302e-07, 959365.965,
            9.80240031e-07, 453048.339, 7.34346441e-07, 905360.912,
        ];

        RandomWindows.AssertSame([1.999999999998378, 1.622218125978481e-12], Solve(2, rows).Weights, 1e-14);
    }

    [Fact]
    public void Minimise_OneSpike_IsDecidedByIt()
    {
        // Nine iterations want 4 : 2 : 1. The tenth, a thousand times larger, gets what it wants instead.
        double[] rows = [.. Enumerable.Repeat((double[])[1, 2, 4], 9).SelectMany(row => row), 10000, 0.01, 50];

        WindowSolution solution = Solve(3, rows);

        Assert.Equal(solution.Weights[0] * 10000, solution.Weights[1] * 0.01, 1e-12);
        Assert.Equal(solution.Weights[0] * 10000, solution.Weights[2] * 50, 1e-12);
    }

    [Fact]
    public void Minimise_DeadTask_GivesItEverything()
    {
        WindowSolution solution = Solve(3, 2, 0.5, 0, 1, 3, 0);

        Assert.Equal([0.0, 0.0, 3.0], solution.Weights);
        Assert.Equal([2], solution.DeadTasks);
        Assert.Equal((MinimumKind.DeadTask, 0.0), (solution.Certificate.Kind, solution.Cost));
    }

    [Fact]
    public void Minimise_AllZero_TakesEqualWeightsAndSaysSo()
    {
        WindowSolution solution = Solve(3, new double[6]);

        Assert.Equal([1.0, 1.0, 1.0], solution.Weights);
        Assert.Equal(Guards.AllZero, solution.Guards);
    }

    [Fact]
    public void Evaluate_AnyWeights_EqualsTheDefinitionByPairs()
    {
        Random random = new(2);
        double[] rows = RandomWindows.Norms(random, 4, 7);
        double[] weights = [0.3, 1.2, 0, 2.5];
        double expected = 0;
        foreach (double[] row in rows.Chunk(4))
        {
            double squares = 0;
            for (int i = 0; i < 4; i++)
            {
                for (int j = i + 1; j < 4; j++)
                {
                    squares += Math.Pow((row[i] * weights[i]) - (row[j] * weights[j]), 2);
                }
            }

            expected += Math.Sqrt(squares) / 7;
        }

        Assert.Equal(expected, _cost.Evaluate(Window.OfGradientNorms(4, rows), weights), 1e-13 * expected);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Minimise_RandomWindows_NothingIsCheaper(int taskCount)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            double[] rows = RandomWindows.Norms(random, taskCount, _counts[seed % _counts.Length], _spreads[seed % _spreads.Length]);
            Window window = Window.OfGradientNorms(taskCount, rows);
            WindowSolution solution = _cost.Minimise(window);

            Assert.Equal(Guards.None, solution.Guards);
            RandomWindows.AssertMinimal(_cost, window, solution, 1e-12, seed);
        }
    }

    [Fact]
    public void Minimise_SomeZeroNorms_NothingIsCheaper()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            int taskCount = 3 + (seed % 4);
            double zeros = seed % 2 == 0 ? 0.1 : 0.6;
            double[] rows = [.. RandomWindows.Norms(random, taskCount, 20).Select(norm => random.NextDouble() < zeros ? 0 : norm)];
            Window window = Window.OfGradientNorms(taskCount, rows);

            RandomWindows.AssertMinimal(_cost, window, _cost.Minimise(window), 1e-10, seed);
        }
    }

    [Fact]
    public void Minimise_EightTasksFiftyIterations_TakesFewSteps()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            WindowSolution solution = _cost.Minimise(Window.OfGradientNorms(8, RandomWindows.Norms(new Random(seed), 8, 50)));

            Assert.InRange(solution.Certificate.Iterations, 1, 20);
            Assert.InRange(solution.Certificate.Residual, 0, 1e-12);
        }
    }

    [Fact]
    public void Minimise_TasksReordered_ReordersTheWeights()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            int taskCount = 2 + (seed % 5);
            double[] rows = RandomWindows.Norms(random, taskCount, 9);
            int[] order = RandomWindows.Shuffled(random, taskCount);
            IReadOnlyList<double> weights = Solve(taskCount, rows).Weights;

            RandomWindows.AssertSame([.. order.Select(task => weights[task])], Solve(taskCount, RandomWindows.Permuted(rows, order)).Weights, 1e-10);
        }
    }

    [Fact]
    public void Minimise_AllNormsScaled_KeepsTheWeights()
    {
        foreach (double scale in (double[])[1e-150, 1e-12, 1e12, 1e150])
        {
            double[] rows = RandomWindows.Norms(new Random(3), 4, 30);
            WindowSolution solution = Solve(4, rows);
            WindowSolution scaled = Solve(4, [.. rows.Select(norm => norm * scale)]);

            RandomWindows.AssertSame(solution.Weights, scaled.Weights, 1e-11);
            Assert.Equal(1, scaled.Cost / scale / solution.Cost, 1e-12);
        }
    }

    [Fact]
    public void Minimise_OneIterationWithTasksScaled_DividesTheWeights()
    {
        // Only where the cost can be zero: over several iterations Σ w = K ties the weights to the units of the losses.
        double[] factors = [1e12, 1e-12, 3, 1];
        double[] rows = RandomWindows.Norms(new Random(4), 4, 1);

        RandomWindows.AssertSame(
            RandomWindows.Rescaled(Solve(4, rows).Weights, factors), Solve(4, RandomWindows.Scaled(rows, factors)).Weights, 1e-13);
    }

    [Fact]
    public void Evaluate_BetweenTwoWeights_IsConvex()
    {
        Random random = new(5);
        for (int trial = 0; trial < 100; trial++)
        {
            Window window = Window.OfGradientNorms(4, RandomWindows.Norms(random, 4, 6));
            double[] first = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
            double[] second = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble())];
            double at = random.NextDouble();

            double between = _cost.Evaluate(window, [.. first.Zip(second, (a, b) => ((1 - at) * a) + (at * b))]);

            Assert.True(between <= (((1 - at) * _cost.Evaluate(window, first)) + (at * _cost.Evaluate(window, second))) * (1 + 1e-12));
        }
    }

    [Fact]
    public void Minimise_WindowOfLosses_SaysWhatItLacks()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => _cost.Minimise(Window.OfLosses(2, [1, 2])));

        Assert.Contains("equal-gradient-magnitude needs gradient norms", error.Message, StringComparison.Ordinal);
    }

    private static WindowSolution Solve(int taskCount, params double[] norms) => _cost.Minimise(Window.OfGradientNorms(taskCount, norms));
}

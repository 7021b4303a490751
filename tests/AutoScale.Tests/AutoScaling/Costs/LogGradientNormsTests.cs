using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling.Costs;

public sealed class LogGradientNormsTests
{
    private static readonly LogGradientNorms _cost = new();

    [Fact]
    public void Minimise_TwoIterations_WeighsByInverseGeometricMean()
    {
        // Geometric means √(1·4) = 2 and √(8·32) = 16: weights 8 : 1.
        WindowSolution solution = Solve(2, 1, 8, 4, 32);

        RandomWindows.AssertSame([16 / 9.0, 2 / 9.0], solution.Weights, 1e-15);
        Assert.Equal(0, solution.Cost, 1e-15);
    }

    [Fact]
    public void Minimise_OneSpike_CountsLikeAnyOther()
    {
        double[] rows = [.. Enumerable.Repeat((double[])[1, 2, 4], 9).SelectMany(row => row), 1e4, 2e4, 4e4];

        RandomWindows.AssertSame([12 / 7.0, 6 / 7.0, 3 / 7.0], Solve(3, rows).Weights, 1e-14);
    }

    [Fact]
    public void Minimise_RandomWindows_NothingIsCheaper()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            int taskCount = 2 + (seed % 5);
            Window window = Window.OfGradientNorms(taskCount, RandomWindows.Norms(new Random(seed), taskCount, 12));

            RandomWindows.AssertMinimal(_cost, window, _cost.Minimise(window), 1e-12, seed);
        }
    }

    [Fact]
    public void Minimise_TasksScaled_DividesTheWeights()
    {
        double[] factors = [1e12, 1e-12, 3];
        double[] rows = RandomWindows.Norms(new Random(1), 3, 20);

        RandomWindows.AssertSame(
            RandomWindows.Rescaled(Solve(3, rows).Weights, factors), Solve(3, RandomWindows.Scaled(rows, factors)).Weights, 1e-12);
    }

    [Fact]
    public void Minimise_ZeroInOneIteration_DropsItAndSaysSo()
    {
        WindowSolution solution = Solve(2, 1, 8, 5, 0, 4, 32);

        RandomWindows.AssertSame(Solve(2, 1, 8, 4, 32).Weights, solution.Weights, 1e-15);
        Assert.Equal((2, Guards.DroppedIterations), (solution.UsedIterations, solution.Guards));
    }

    [Fact]
    public void Minimise_DeadTask_WeighsItNeutrally()
    {
        WindowSolution solution = Solve(3, 1, 0, 3, 1, 0, 3);

        RandomWindows.AssertSame([1.5, 1, 0.5], solution.Weights, 1e-15);
        Assert.Equal([1], solution.DeadTasks);
        Assert.Equal((MinimumKind.Substitute, double.PositiveInfinity), (solution.Certificate.Kind, solution.Cost));
        Assert.Equal(Guards.DroppedIterations, solution.Guards);
    }

    [Fact]
    public void Minimise_AllZero_TakesEqualWeightsAndSaysSo()
    {
        WindowSolution solution = Solve(2, 0, 0);

        Assert.Equal([1.0, 1.0], solution.Weights);
        Assert.Equal(Guards.AllZero, solution.Guards);
    }

    [Fact]
    public void Evaluate_ZeroWeight_IsInfinite() =>
        Assert.Equal(double.PositiveInfinity, _cost.Evaluate(Window.OfGradientNorms(2, [1, 2]), [0, 2]));

    private static WindowSolution Solve(int taskCount, params double[] norms) => _cost.Minimise(Window.OfGradientNorms(taskCount, norms));
}

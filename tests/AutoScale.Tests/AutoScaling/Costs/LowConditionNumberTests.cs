using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling.Costs;

public sealed class LowConditionNumberTests
{
    private static readonly LowConditionNumber _cost = new();

    [Fact]
    public void Minimise_OrthogonalGradients_MakesThemEquallyLong()
    {
        // Norms 1, 2 and 4: with weights 4 : 2 : 1 the matrix is a multiple of an orthonormal one.
        WindowSolution solution = Solve(new Gramian([1, 0, 0, 0, 4, 0, 0, 0, 16]));

        RandomWindows.AssertSame([12 / 7.0, 6 / 7.0, 3 / 7.0], solution.Weights, 1e-12);
        Assert.Equal(1, solution.Cost, 1e-14);
    }

    [Fact]
    public void Minimise_PairWithCosine_HasTheKnownCondition()
    {
        // Norms 2 and 3, cosine 0.9: weights 3 : 2 and κ = √((1 + 0.9)/(1 − 0.9)) = √19.
        WindowSolution solution = Solve(new Gramian([4, 5.4, 5.4, 9]));

        RandomWindows.AssertSame([1.2, 0.8], solution.Weights, 1e-15);
        Assert.Equal(Math.Sqrt(19), solution.Cost, 1e-13);
    }

    [Fact]
    public void Minimise_OrthogonalPairs_FindsTheZeroOfTheDerivative()
    {
        // κ = exp|x − xₜ| with x = log(w₁/w₂) and xₜ = −1, −1, 1: between them the minimum is at x = ½·log(e/2e).
        Gramian low = new([1, 0, 0, Math.Exp(-2)]);
        WindowSolution solution = Solve(low, low, new Gramian([1, 0, 0, Math.Exp(2)]));

        Assert.Equal(-0.5 * Math.Log(2), Math.Log(solution.Weights[0] / solution.Weights[1]), 1e-14);
    }

    [Fact]
    public void Minimise_ThreeTasks_AgreesWithHighPrecision()
    {
        double[] entries = [0.0687660162, -0.0820353436, -0.0118120524, -0.0820353436, 3.43759757, 0.0311290658, -0.0118120524, 0.0311290658, 0.023821059];

        WindowSolution solution = Solve(new Gramian(entries));

        RandomWindows.AssertSame([1.078061544522878, 0.1382047296359706, 1.783733725841152], solution.Weights, 1e-12);
        Assert.Equal(1.397531521841456, solution.Cost, 1e-14);
    }

    [Fact]
    public void Minimise_TwoTasksOneIteration_AgreesWithEqualGradientMagnitude()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Window window = Window.OfGramians(RandomWindows.Gramians(new Random(seed), 2, 1));

            RandomWindows.AssertSame(new EqualGradientMagnitude().Minimise(window).Weights, _cost.Minimise(window).Weights, 1e-13);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Minimise_RandomWindows_NothingIsCheaper(int taskCount)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            double common = seed % 3 * 0.7;
            int count = 1 + (seed % 4 * 3);
            Window window = Window.OfGramians(RandomWindows.Gramians(new Random(seed), taskCount, count, common));
            WindowSolution solution = _cost.Minimise(window);

            Assert.Equal(Guards.None, solution.Guards);
            RandomWindows.AssertMinimal(_cost, window, solution, 1e-9, seed);
        }
    }

    [Fact]
    public void Minimise_OrthogonalGradientsOverIterations_NothingIsCheaper()
    {
        // The extreme eigenvalues coincide at the minimum, where the cost has edges.
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            Gramian[] gramians = [.. Enumerable.Range(0, 4).Select(_ => new Gramian([Square(), 0, 0, 0, Square(), 0, 0, 0, Square()]))];
            Window window = Window.OfGramians(gramians);

            RandomWindows.AssertMinimal(_cost, window, _cost.Minimise(window), 1e-9, seed);

            double Square() => Math.Exp(2 * RandomWindows.Normal(random));
        }
    }

    [Fact]
    public void Minimise_TasksScaled_DividesTheWeights()
    {
        double[] factors = [1e12, 1e-12, 3, 1];
        Gramian[] gramians = RandomWindows.Gramians(new Random(2), 4, 5);

        RandomWindows.AssertSame(
            RandomWindows.Rescaled(Solve(gramians).Weights, factors),
            Solve([.. gramians.Select(gramian => RandomWindows.Scaled(gramian, factors))]).Weights,
            1e-9);
    }

    [Fact]
    public void Minimise_TasksReordered_ReordersTheWeights()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Random random = new(seed);
            Gramian[] gramians = RandomWindows.Gramians(random, 4, 5);
            int[] order = RandomWindows.Shuffled(random, 4);
            IReadOnlyList<double> weights = Solve(gramians).Weights;

            RandomWindows.AssertSame(
                [.. order.Select(task => weights[task])], Solve([.. gramians.Select(gramian => RandomWindows.Permuted(gramian, order))]).Weights, 1e-8);
        }
    }

    [Fact]
    public void Evaluate_BetweenTwoLogWeights_IsConvex()
    {
        Random random = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            Window window = Window.OfGramians(RandomWindows.Gramians(random, 4, 3, common: 1));
            double[] first = [.. Enumerable.Range(0, 4).Select(_ => RandomWindows.Normal(random))];
            double[] second = [.. Enumerable.Range(0, 4).Select(_ => RandomWindows.Normal(random))];
            double at = random.NextDouble();

            double between = At([.. first.Zip(second, (a, b) => ((1 - at) * a) + (at * b))]);

            Assert.True(between <= (((1 - at) * At(first)) + (at * At(second))) * (1 + 1e-11));

            double At(double[] logs) => _cost.Evaluate(window, [.. logs.Select(Math.Exp)]);
        }
    }

    [Fact]
    public void Minimise_FreeTask_SaysThatItsWeightIsNotUnique()
    {
        // The third gradient is orthogonal to the other two, whose condition √(1.8/0.2) = 3 leaves it room.
        WindowSolution solution = Solve(new Gramian([1, 0.8, 0, 0.8, 1, 0, 0, 0, 1]));

        Assert.Equal(3, solution.Cost, 1e-12);
        Assert.False(solution.Certificate.IsUnique);
    }

    [Fact]
    public void Minimise_SingularIteration_DropsItAndSaysSo()
    {
        Gramian[] gramians = RandomWindows.Gramians(new Random(5), 3, 4);
        Gramian parallel = new([1, 2, 3, 2, 4, 6, 3, 6, 9]);

        WindowSolution solution = Solve([.. gramians, parallel]);

        Assert.Equal(Solve(gramians).Weights, solution.Weights);
        Assert.Equal((4, Guards.DroppedIterations), (solution.UsedIterations, solution.Guards));
        Assert.Equal(double.PositiveInfinity, _cost.Evaluate(Window.OfGramians([parallel]), [1, 1, 1]));
    }

    [Fact]
    public void Minimise_OnlySingularIterations_TakesInverseMeanNormsAndSaysSo()
    {
        // Gradients g, 2g and 4g.
        WindowSolution solution = Solve(new Gramian([1, 2, 4, 2, 4, 8, 4, 8, 16]));

        RandomWindows.AssertSame([12 / 7.0, 6 / 7.0, 3 / 7.0], solution.Weights, 1e-14);
        Assert.Equal((MinimumKind.Substitute, double.PositiveInfinity, 0), (solution.Certificate.Kind, solution.Cost, solution.UsedIterations));
        Assert.Equal(Guards.DroppedIterations, solution.Guards);
    }

    [Fact]
    public void Minimise_ZeroGradient_WeighsItNeutrally()
    {
        WindowSolution solution = Solve(new Gramian([1, 0, 0, 0, 0, 0, 0, 0, 9]));

        RandomWindows.AssertSame([1.5, 1, 0.5], solution.Weights, 1e-14);
        Assert.Equal([1], solution.DeadTasks);
    }

    [Fact]
    public void Minimise_NothingButZeros_TakesEqualWeightsAndSaysSo()
    {
        WindowSolution solution = Solve(new Gramian(new double[9]));

        Assert.Equal([1.0, 1.0, 1.0], solution.Weights);
        Assert.Equal(Guards.AllZero | Guards.DroppedIterations, solution.Guards);
    }

    private static WindowSolution Solve(params Gramian[] gramians) => _cost.Minimise(Window.OfGramians(gramians));
}

using AutoScale.Numerics;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.Numerics;

public class LearnedScalarsTests
{
    [Fact]
    public void Step_Sgd_SubtractsRateTimesSlope()
    {
        LearnedScalars scalars = Create(ScalarOptimizer.Sgd, 0.5);

        scalars.Step([2, -1]);

        Assert.Equal([0, 1.5], scalars.Values.ToArray());
    }

    [Fact]
    public void Step_AdamTwice_FollowsItsRecursion()
    {
        // Slopes 4 and then 0: m̂ = 0.9·0.4/0.19, v̂ = 0.999·0.016/0.001999.
        LearnedScalars scalars = Create(ScalarOptimizer.Adam, 0.1);

        scalars.Step([4, -1e-3]);
        Near.AssertEqual([0.9, 1.1], scalars.Values.ToArray(), 1e-5);
        scalars.Step([0, 0]);

        double second = 0.1 * (0.36 / 0.19) / (Math.Sqrt(0.015984 / 0.001999) + 1e-8);
        Assert.Equal(1 - (0.1 * 4 / (4 + 1e-8)) - second, scalars.Values[0], 1e-14);
    }

    [Theory]
    [InlineData(ScalarOptimizer.Sgd)]
    [InlineData(ScalarOptimizer.Adam)]
    public void Step_InfiniteSlope_StaysFiniteWithinTheLimit(ScalarOptimizer optimizer)
    {
        LearnedScalars scalars = Create(optimizer, 1);
        for (int step = 0; step < 20; step++)
        {
            scalars.Step([double.PositiveInfinity, double.NegativeInfinity], 5);
        }

        Assert.Equal([-5, 5], scalars.Values.ToArray());
        Assert.True(scalars.Step([1e9, 1e9], 5));
    }

    [Theory]
    [InlineData(ScalarOptimizer.Sgd)]
    [InlineData(ScalarOptimizer.Adam)]
    public void Restore_OfACapture_TakesTheSameNextSteps(ScalarOptimizer optimizer)
    {
        LearnedScalars first = Create(optimizer, 0.1);
        first.Step([3, -2]);
        LearnedScalars second = Create(optimizer, 0.1);

        second.Restore(first.Capture("x"), "x");
        Assert.False(first.Step([1, 1]));
        second.Step([1, 1]);

        Assert.Equal(first.Values.ToArray(), second.Values.ToArray());
    }

    [Fact]
    public void Restore_OneValueMissing_ChangesNothing()
    {
        LearnedScalars scalars = Create(ScalarOptimizer.Adam, 0.1);

        Assert.Throws<ArgumentException>(() => scalars.Restore(new WeightingState().With("x", [7, 7]).With("firstMoments", [7, 7]), "x"));

        Assert.Equal([1, 1], scalars.Values.ToArray());
    }

    [Theory]
    [InlineData(0.0, ScalarOptimizer.Sgd, "LearningRate is 0: expected a number above 0.")]
    [InlineData(double.NaN, ScalarOptimizer.Sgd, "LearningRate is NaN: expected a number above 0.")]
    [InlineData(0.1, (ScalarOptimizer)7, "Optimizer is 7: expected Sgd or Adam.")]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid(double rate, ScalarOptimizer optimizer, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Create(optimizer, rate)).Message);

    private static LearnedScalars Create(ScalarOptimizer optimizer, double rate) =>
        new(2, 1, new ScalarLearning { LearningRate = rate, Optimizer = optimizer });
}

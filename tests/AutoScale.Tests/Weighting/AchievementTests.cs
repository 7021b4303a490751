using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class AchievementTests
{
    private static readonly TestStep _step = TestStep.Random(new Random(1), 2, 3);

    [Fact]
    public void Weigh_AnAccuracyAndAnError_IsThePowerOfWhatIsMissing()
    {
        // 60 of 80 is 3/4, an error of 0.8 where 0.2 can be had is 1/4: (1 − 0.75/1.25)² = 0.16 and (1 − 0.25/1.25)² = 0.64.
        Achievement achievement = new([80, 0.2], margin: 1.25);
        achievement.Observe([new TaskScore(60, true), new TaskScore(0.8, false)]);

        Near.AssertEqual([0.16, 0.64], _step.Weigh(achievement, out Certificate certificate));
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Fact]
    public void Weigh_BeforeTheFirstValidation_IsEqual() => Assert.Equal([1.0, 1.0], _step.Weigh(new Achievement([1, 1])));

    [Fact]
    public void Weigh_GammaZero_IsUnitary()
    {
        Achievement achievement = new([80, 0.2], gamma: 0);
        achievement.Observe([new TaskScore(60, true), new TaskScore(0.8, false)]);

        Assert.Equal([1.0, 1.0], _step.Weigh(achievement));
    }

    [Fact]
    public void Observe_SeveralValidations_AveragesFromTheFirst()
    {
        Achievement achievement = new([1], margin: 1, decay: 0.75);

        achievement.Observe([new TaskScore(0.2, true)]);
        achievement.Observe([new TaskScore(0.6, true)]);

        Assert.Equal(0.3, achievement.Achieved[0], 1e-15);
    }

    [Theory]
    [InlineData(true, 90, 0.999)] // better than the margin allows
    [InlineData(false, 0, 0.999)] // no error at all
    [InlineData(true, -5, 0)]
    [InlineData(true, double.NaN, 0.5)]
    public void Observe_ScoreThatCannotBeUsed_IsGuardedOnce(bool higherIsBetter, double second, double achieved)
    {
        Achievement achievement = new([80, 1], margin: 1, decay: 0);
        achievement.Observe([new TaskScore(higherIsBetter ? 40 : 160, higherIsBetter), new TaskScore(0.5, true)]);
        _step.Weigh(achievement);

        achievement.Observe([new TaskScore(second, higherIsBetter), new TaskScore(0.5, true)]);

        Assert.Equal(achieved, achievement.Achieved[0], 1e-15);
        double[] weights = _step.Weigh(achievement, out Certificate guarded, 2);
        _step.Weigh(achievement, out Certificate next, 3);
        Assert.All(weights, weight => Assert.InRange(weight, 1e-7, 1));
        Assert.Equal((Guards.ScoreOutOfRange, Guards.None), (guarded.Guards, next.Guards));
    }

    [Fact]
    public void Weigh_RandomMetrics_OrdersTasksByWhatTheyMiss()
    {
        Random random = new(5);
        for (int repeat = 0; repeat < 100; repeat++)
        {
            double[] potentials = [.. Enumerable.Range(0, 6).Select(_ => 0.1 + random.NextDouble())];
            TaskScore[] scores = [.. potentials.Select(potential => new TaskScore(potential * (0.2 + (0.7 * random.NextDouble())), true))];
            TaskScore[] inverse = [.. scores.Zip(potentials, (score, potential) => new TaskScore(potential * potential / score.Value, false))];
            Achievement higher = new(potentials), lower = new(potentials);
            higher.Observe(scores);
            lower.Observe(inverse);
            TestStep step = TestStep.Random(random, 6, 2);

            double[] weights = step.Weigh(higher);

            Near.AssertEqual(weights, step.Weigh(lower), 1e-12);
            Assert.Equal(
                Enumerable.Range(0, 6).OrderBy(task => scores[task].Value / potentials[task]),
                Enumerable.Range(0, 6).OrderByDescending(task => weights[task]));
        }
    }

    [Theory]
    [InlineData(0, 1.05, 2, 0.9)]
    [InlineData(double.NaN, 1.05, 2, 0.9)]
    [InlineData(1, 0.9, 2, 0.9)]
    [InlineData(1, 1.05, -1, 0.9)]
    [InlineData(1, 1.05, 2, 1)]
    public void Constructor_NumberOutsideItsRange_Throws(double potential, double margin, double gamma, double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Achievement([potential], margin, gamma, decay));
}

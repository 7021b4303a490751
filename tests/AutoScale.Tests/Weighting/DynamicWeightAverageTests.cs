using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class DynamicWeightAverageTests
{
    [Fact]
    public void Weigh_WindowsThatFollowEachOther_CompareTheirMeansWhenOneEnds()
    {
        // Means of the windows: (2, 2), then (1, 2), then (1, 1): ratios (½, 1), then (1, ½).
        DynamicWeightAverage dwa = new(2, new DynamicWeightAverageOptions { Window = 2 });
        double[][] losses = [[1, 2], [3, 2], [1.5, 1], [0.5, 3], [1, 1], [1, 1], [7, 7]];
        double[][] weights = [.. losses.Select((one, step) => Losses(one).Weigh(dwa, step + 1))];

        double low = 2 / (1 + Math.Exp(0.25));
        Assert.All(weights[..4], one => Assert.Equal([1, 1], one));
        Near.AssertEqual([low, 2 - low], weights[4]);
        Assert.Equal(weights[4], weights[5]);
        Near.AssertEqual([2 - low, low], weights[6]);
    }

    [Fact]
    public void Weigh_SlidingWindows_CountTheCurrentLosses()
    {
        // Window 1: this step's losses over those of the step before.
        DynamicWeightAverage dwa = new(2, new DynamicWeightAverageOptions { Window = 1, Sliding = true, Temperature = 1 });
        Assert.Equal([1, 1], Losses([1, 1]).Weigh(dwa, 1));
        Assert.Equal([1, 1], Losses([4, 1]).Weigh(dwa, 2));

        double low = 2 / (1 + Math.Exp(0.5));
        Near.AssertEqual([low, 2 - low], Losses([2, 1]).Weigh(dwa, 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restore_AtEveryStepOfAWindow_GoesOnAsIfUninterrupted(bool sliding)
    {
        DynamicWeightAverageOptions options = new() { Window = 3, Sliding = sliding };
        DynamicWeightAverage uninterrupted = new(3, options);
        DynamicWeightAverage resumed = new(3, options);
        bool everUnequal = false;
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            TestStep step = TestStep.Random(new Random(iteration), 3, 2);
            double[] expected = step.Weigh(uninterrupted, iteration);

            Assert.Equal(expected, step.Weigh(resumed, iteration));
            DynamicWeightAverage fresh = new(3, options);
            fresh.Restore(resumed.Capture());
            resumed = fresh;
            everUnequal |= expected[0] != expected[1];
            Assert.Equal(3, expected.Sum(), 1e-12);
        }

        Assert.True(everUnequal);
    }

    [Fact]
    public void Weigh_MeanLossOfZeroOrLess_SaysSoAndStaysFinite()
    {
        DynamicWeightAverage dwa = new(2, new DynamicWeightAverageOptions { Window = 1 });
        Losses([0, 1]).Weigh(dwa, 1);
        Losses([5, -1]).Weigh(dwa, 2);

        double[] weights = Losses([1, 1]).Weigh(dwa, out Certificate certificate, 3);

        Assert.Equal([2, 0], weights); // The first loss rose from nothing.
        Assert.Equal(Guards.LossBelowBound, certificate.Guards);
    }

    [Theory]
    [InlineData(0.0, 25, "Temperature is 0: expected a number from 0.001 to 1e6.")]
    [InlineData(2.0, 0, "Window is 0: expected a whole number from 1 to 100000.")]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid(double temperature, int window, string message)
    {
        DynamicWeightAverageOptions options = new() { Temperature = temperature, Window = window };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new DynamicWeightAverage(2, options)).Message);
    }

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

using AutoScale.AutoScaling.Predictors;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling.Predictors;

public sealed class PredictorTests
{
    // Windows at 10, 30 and 50 of a run of T = 200; γ = 0.5 looks at 100.
    private static readonly ObservedWeights _falling = Observe(100, [1.8, 0.2], [1.6, 0.4], [1.4, 0.6]);

    [Fact]
    public void Predict_Average_IsTheMean() => AssertRaw([1.6, 0.4], new AveragePredictor(), _falling);

    [Fact]
    public void Predict_Last_IsTheLastWindow() => AssertRaw([1.4, 0.6], new LastPredictor(), _falling);

    [Fact]
    public void Predict_Linear_FollowsTheLineToTheTarget()
    {
        // Falls by 0.01 an iteration from 1.9 at 0: 0.9 at 100.
        AssertRaw([0.9, 1.1], new LinearPredictor(), _falling);
    }

    [Theory]
    [InlineData(61, 1.29)]
    [InlineData(100, 0.9)]
    [InlineData(101, 0.9)]
    [InlineData(200, 0.9)]
    public void Predict_ContinuousLinear_FollowsTheLineThenHolds(int iteration, double first)
    {
        AssertRaw([first, 2 - first], new ContinuousLinearPredictor(), _falling, iteration);
        Assert.Equal(iteration >= 100, new ContinuousLinearPredictor().IsSettled(iteration, _falling));
    }

    [Fact]
    public void Predict_ExponentialOnADecay_FollowsItToTheTarget()
    {
        double[][] windows = [.. Enumerable.Range(0, 5).Select(window => (double[])[Decay(10 + (20 * window)), 2 - Decay(10 + (20 * window))])];

        AssertRaw([Decay(300), 2 - Decay(300)], new ExponentialPredictor(), Observe(300, windows), tolerance: 1e-9);

        static double Decay(double iteration) => 0.7 + (0.8 * Math.Exp(-0.03 * iteration));
    }

    [Fact]
    public void Predict_ExponentialOnThreeWindows_IsTheLine() => AssertRaw([0.9, 1.1], new ExponentialPredictor(), _falling);

    [Fact]
    public void Predict_MedianOfOddWindows_IsTheMiddleOneOfEachTask() =>
        AssertRaw([1.2, 0.9], new MedianPredictor(), Observe(100, [1.9, 0.1], [1.2, 0.8], [1.1, 0.9], [0.8, 1.2], [1.3, 1.2]));

    [Fact]
    public void Predict_MedianOfEvenWindows_IsTheMeanOfTheMiddleTwo() =>
        AssertRaw([1.15, 0.85], new MedianPredictor(), Observe(100, [1.9, 0.1], [1.2, 0.8], [1.1, 0.9], [0.8, 1.2]));

    [Fact]
    public void Predict_OneWindow_IsThatWindowForEveryPredictor()
    {
        foreach (IWeightPredictor predictor in PredictorCatalogue.All)
        {
            AssertRaw([1.25, 0.75], predictor, Observe(100, [1.25, 0.75]));
        }
    }

    [Fact]
    public void Predict_ConstantWindows_AreConstantForEveryPredictor()
    {
        foreach (IWeightPredictor predictor in PredictorCatalogue.All)
        {
            AssertRaw([1.25, 0.75], predictor, Observe(1000, [.. Enumerable.Repeat((double[])[1.25, 0.75], 6)]), tolerance: 1e-13);
        }
    }

    [Fact]
    public void Predict_TasksReordered_ReordersTheWeights()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Random random = new(seed);
            double[][] windows = RandomPath(random, 4, 6);
            int[] order = RandomWindows.Shuffled(random, 4);
            double[][] reordered = [.. windows.Select(weights => order.Select(task => weights[task]).ToArray())];
            foreach (IWeightPredictor predictor in PredictorCatalogue.All)
            {
                double[] expected = new double[4];
                predictor.Predict(Observe(200, windows), 150, expected);

                AssertRaw([.. order.Select(task => expected[task])], predictor, Observe(200, reordered), 150);
            }
        }
    }

    [Fact]
    public void At_LineBelowZero_ClampsAndSaysSo()
    {
        // The line reaches 1.9 − 0.01·300 = −1.1; the floor takes the second task down to 2 − 0.001.
        Prediction prediction = Prediction.At(new LinearPredictor(), Observe(300, [1.8, 0.2], [1.6, 0.4], [1.4, 0.6]), 200, 1e-3);

        RandomWindows.AssertSame([-1.1, 3.1], prediction.Raw.ToArray(), 1e-14);
        RandomWindows.AssertSame([0.001, 1.999], prediction.Weights.ToArray(), 1e-14);
        Assert.Equal(Guards.Clamped | Guards.Extrapolated, prediction.Guards);
        Assert.Equal([0], prediction.TasksAtFloor);
        Assert.Equal([0, 1], prediction.TasksOutsideRange);
    }

    [Fact]
    public void At_InsideTheObservedRange_HasNoGuards()
    {
        Assert.Equal(Guards.None, Prediction.At(new AveragePredictor(), _falling, 200, 1e-3).Guards);
        Assert.Equal(Guards.Extrapolated, Prediction.At(new LinearPredictor(), _falling, 200, 1e-3).Guards);
    }

    [Theory]
    [InlineData("linear", 1, true)]
    [InlineData("linear", 2, false)]
    [InlineData("continuous-linear", 1, true)]
    [InlineData("exponential", 3, true)]
    [InlineData("exponential", 4, false)]
    [InlineData("average", 1, false)]
    [InlineData("last", 1, false)]
    [InlineData("median", 1, false)]
    public void At_FewerWindowsThanThePredictorNeeds_SaysSo(string predictor, int windows, bool isSimpler)
    {
        double[][] equal = [.. Enumerable.Repeat((double[])[1.25, 0.75], windows)];

        Prediction prediction = Prediction.At(PredictorCatalogue.Find(predictor), Observe(100, equal), 200, 1e-3);

        Assert.Equal((isSimpler, isSimpler ? Guards.FewWindows : Guards.None), (prediction.IsSimpler, prediction.Guards));
    }

    [Fact]
    public void At_AnyWindows_GivesFeasibleWeights()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            int taskCount = 2 + (seed % 5);
            ObservedWeights observed = Observe(1000, RandomPath(random, taskCount, 1 + (seed % 8)));
            foreach (IWeightPredictor predictor in PredictorCatalogue.All)
            {
                double[] weights = Prediction.At(predictor, observed, 300, 0.01).Weights.ToArray();

                Assert.All(weights, weight => Assert.True(weight >= 0.01));
                Assert.Equal(taskCount, weights.Sum(), 1e-12 * taskCount);
            }
        }
    }

    [Fact]
    public void Constructor_NoWindowsOrUnorderedOnes_SaysWhatIsWrong()
    {
        Assert.Contains("at least one window", Assert.Throws<ArgumentException>(() => new ObservedWeights([], [], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ObservedWeights([10, 10], [[1, 1], [1, 1]], 1));
        Assert.Throws<ArgumentException>(() => new ObservedWeights([10, 20], [[1, 1], [1, 1, 1]], 1));
    }

    [Fact]
    public void Find_UnknownName_SuggestsTheNearest()
    {
        MethodOptionException error = Assert.Throws<MethodOptionException>(() => PredictorCatalogue.Find("linaer"));

        Assert.StartsWith("Unknown weight predictor 'linaer' (did you mean 'linear'?); valid are average, last,", error.Message, StringComparison.Ordinal);
        Assert.All(PredictorCatalogue.All, predictor => Assert.Same(predictor, PredictorCatalogue.Find(predictor.Name)));
    }

    private static double[][] RandomPath(Random random, int taskCount, int windows) =>
        [.. Enumerable.Range(0, windows).Select(_ =>
        {
            double[] weights = [.. Enumerable.Range(0, taskCount).Select(_ => Math.Exp(RandomWindows.Normal(random)))];
            return weights.Select(weight => weight * taskCount / weights.Sum()).ToArray();
        })];

    private static ObservedWeights Observe(double target, params double[][] windows) =>
        new([.. Enumerable.Range(0, windows.Length).Select(window => 10.0 + (20 * window))], windows, target);

    private static void AssertRaw(double[] expected, IWeightPredictor predictor, ObservedWeights observed, int iteration = 150, double tolerance = 1e-14)
    {
        double[] raw = new double[expected.Length];
        predictor.Predict(observed, iteration, raw);
        RandomWindows.AssertSame(expected, raw, tolerance);
    }
}

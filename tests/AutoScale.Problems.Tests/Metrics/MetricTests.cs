using AutoScale.Problems.Metrics;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.Metrics;

public sealed class MetricTests : IDisposable
{
    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Accuracy_TwoOfThreeRight_IsTwoThirds()
    {
        IReadOnlyList<ITaskMetric> metrics = Accuracy.Metrics();

        MetricBatch.Add(metrics, Tensor.From([0f, 1, 5, 4, 2, 3], 3, 2), Tensor.From([1L, 0, 0], 3));

        Assert.Equal(200.0 / 3, metrics.Value("accuracy"), 12);
        Assert.True(metrics[0].HigherIsBetter);
    }

    [Fact]
    public void SquaredError_OneValueTwoOff_IsItsShare()
    {
        IReadOnlyList<ITaskMetric> metrics = SquaredError.Metrics();

        MetricBatch.Add(metrics, Tensor.From([3f, 0, 0, 0], 2, 2), Tensor.From([1f, 0, 0, 0], 2, 2));

        Assert.Equal(1, metrics.Value("MSE"), 12);
        Assert.Equal(1, metrics.Value("RMSE"), 12);
        MetricBatch.Add(metrics, Tensor.From([0f, 0, 0, 0], 2, 2), Tensor.From([0f, 0, 0, 4], 2, 2));
        Assert.Equal(2.5, metrics.Value("MSE"), 12); // (4 + 16) / 8
        Assert.Equal(Math.Sqrt(2.5), metrics[0].Value, 12);
        Assert.All(metrics, metric => Assert.False(metric.HigherIsBetter));
    }

    [Fact]
    public void Confusion_FourPixelsOfThreeClasses_GivesUnionsByHand()
    {
        // Actual 0 0 1 1, predicted 0 1 1 1: class 0 has 1 of 2, class 1 has 2 of 3, class 2 does not count.
        IReadOnlyList<ITaskMetric> metrics = Confusion.Metrics(3);

        MetricBatch.Add(metrics, OneHot([0, 1, 1, 1], 3), Tensor.From([0L, 0, 1, 1], 1, 2, 2));

        Assert.Equal(100 * ((1 / 2.0) + (2 / 3.0)) / 2, metrics.Value("mIoU"), 12);
        Assert.Equal(75, metrics.Value("pixel accuracy"), 12);
        Assert.Equal("mIoU", metrics[0].Name);
    }

    [Fact]
    public void Confusion_ClassOnlyPredicted_CountsAsZero()
    {
        IReadOnlyList<ITaskMetric> metrics = Confusion.Metrics(3);

        MetricBatch.Add(metrics, OneHot([0, 2], 3), Tensor.From([0L, 0], 1, 1, 2));

        Assert.Equal(25, metrics.Value("mIoU"), 12); // class 0 has 1 of 2, class 2 has 0 of 1
    }

    [Fact]
    public void DepthError_TwoPixels_GivesThreeErrorsByHand()
    {
        IReadOnlyList<ITaskMetric> metrics = DepthError.Metrics();

        MetricBatch.Add(metrics, Tensor.From([3f, 3], 1, 1, 1, 2), Tensor.From([2f, 6], 1, 1, 1, 2));

        Assert.Equal(Math.Sqrt(5), metrics.Value("RMSE"), 6); // (1 + 9) / 2
        Assert.Equal(2, metrics.Value("absolute error"), 6);
        Assert.Equal(0.5, metrics.Value("relative error"), 6); // 1/2 and 3/6
        Assert.Equal("m", metrics[0].Unit);
    }

    [Fact]
    public void NormalAngle_KnownAngles_GivesMeanMedianAndShares()
    {
        double[] angles = [0, 10, 20, 25, 90];
        float[] predicted = new float[15];
        float[] actual = new float[15];
        for (int i = 0; i < 5; i++)
        {
            actual[i] = 1; // along x
            predicted[i] = (float)(2 * Math.Cos(angles[i] * Math.PI / 180)); // of length 2: lengths do not matter
            predicted[5 + i] = (float)(2 * Math.Sin(angles[i] * Math.PI / 180));
        }

        IReadOnlyList<ITaskMetric> metrics = NormalAngle.Metrics();
        MetricBatch.Add(metrics, Tensor.From(predicted, 1, 3, 1, 5), Tensor.From(actual, 1, 3, 1, 5));

        Assert.Equal(29, metrics.Value("mean angle"), 4);
        Assert.InRange(metrics.Value("median angle"), 19.95, 20.05); // to within a bin
        Assert.Equal(40, metrics.Value("within 11.25"), 9);
        Assert.Equal(60, metrics.Value("within 22.5"), 9);
        Assert.Equal(80, metrics.Value("within 30"), 9);
    }

    [Fact]
    public void NormalAngle_OppositeAndZeroVectors_AreAtMost180Degrees()
    {
        IReadOnlyList<ITaskMetric> metrics = NormalAngle.Metrics();

        MetricBatch.Add(metrics, Tensor.From([0f, 0, 0, 0, 0, -3], 1, 3, 1, 2), Tensor.From([0f, 0, 0, 0, 1, 1], 1, 3, 1, 2));

        Assert.Equal((90 + 180) / 2.0, metrics.Value("mean angle"), 6);
    }

    [Fact]
    public void BestThresholdF_FourPixels_TakesTheThresholdThatIsBest()
    {
        // Probabilities 0.905 and 0.605 on edges, 0.705 and 0.105 elsewhere. Between 0.11 and 0.6: precision 2/3, recall 1, F 0.8.
        IReadOnlyList<ITaskMetric> metrics = BestThresholdF.Metrics();

        MetricBatch.Add(metrics, Logits([0.905, 0.605, 0.705, 0.105]), Tensor.From([1f, 1, 0, 0], 1, 1, 1, 4));

        Assert.Equal(80, metrics.Value("ODS-F"), 9);
        Assert.Equal(200.0 / 3, metrics.Value("precision"), 9);
        Assert.Equal(100, metrics.Value("recall"), 9);
    }

    [Fact]
    public void BestThresholdF_RandomPixels_IsTheBestOfAllThresholds()
    {
        Random random = new(2);
        double[] probabilities = [.. Enumerable.Range(0, 500).Select(_ => (random.Next(100) + 0.5) / 100)];
        float[] edges = [.. probabilities.Select(p => random.NextDouble() < p * p ? 1f : 0f)];
        IReadOnlyList<ITaskMetric> metrics = BestThresholdF.Metrics();

        MetricBatch.Add(metrics, Logits(probabilities), Tensor.From(edges, 1, 1, 1, 500));

        double best = Enumerable.Range(1, 99).Max(threshold =>
        {
            double found = probabilities.Zip(edges).Count(pixel => pixel.First > threshold / 100.0 && pixel.Second > 0);
            double wrong = probabilities.Zip(edges).Count(pixel => pixel.First > threshold / 100.0 && pixel.Second == 0);
            return found == 0 ? 0 : 200 / (((found + wrong) / found) + (edges.Sum() / found));
        });
        Assert.Equal(best, metrics.Value("ODS-F"), 9);
    }

    [Fact]
    public void BestThresholdF_EdgesNeverFound_IsZero()
    {
        IReadOnlyList<ITaskMetric> metrics = BestThresholdF.Metrics();

        MetricBatch.Add(metrics, Logits([0.001, 0.002]), Tensor.From([1f, 0], 1, 1, 1, 2));

        Assert.Equal(0, metrics.Value("ODS-F"));
    }

    [Fact]
    public void Metrics_RandomBatches_AddUpLikeOneBatch()
    {
        Torch.Torch.Seed(8);
        Tensor classes = Tensor.From([.. Enumerable.Range(0, 7 * 12).Select(i => (long)(i * i % 5))], 7, 3, 4);
        Tensor depth = Tensor.RandomUniform([7, 1, 3, 4]) + 0.5;
        Tensor edges = Tensor.RandomUniform([7, 1, 3, 4]).Greater(0.6).To(ScalarType.Float32);

        MetricBatch.AssertStreams(() => Confusion.Metrics(5), Tensor.RandomNormal([7, 5, 3, 4]), classes);
        MetricBatch.AssertStreams(DepthError.Metrics, Tensor.RandomUniform([7, 1, 3, 4]), depth);
        MetricBatch.AssertStreams(NormalAngle.Metrics, Tensor.RandomNormal([7, 3, 3, 4]), Tensor.RandomNormal([7, 3, 3, 4]));
        MetricBatch.AssertStreams(BestThresholdF.Metrics, Tensor.RandomNormal([7, 1, 3, 4]), edges);
        MetricBatch.AssertStreams(SquaredError.Metrics, Tensor.RandomNormal([7, 9]), Tensor.RandomNormal([7, 9]));
        MetricBatch.AssertStreams(Accuracy.Metrics, Tensor.RandomNormal([7, 5]), classes.Select(1, 0).Select(1, 0));
    }

    private static Tensor OneHot(ReadOnlySpan<int> classes, int count)
    {
        float[] logits = new float[classes.Length * count];
        for (int i = 0; i < classes.Length; i++)
        {
            logits[(classes[i] * classes.Length) + i] = 1;
        }

        return Tensor.From(logits, 1, count, classes.Length > 2 ? 2 : 1, classes.Length > 2 ? classes.Length / 2 : classes.Length);
    }

    private static Tensor Logits(double[] probabilities) =>
        Tensor.From([.. probabilities.Select(p => (float)Math.Log(p / (1 - p)))], 1, 1, 1, probabilities.Length);
}

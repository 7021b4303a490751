namespace AutoScale.Torch.Tests.Layers;

public sealed class LayerForwardTests : IDisposable
{
    private const double Tolerance = 1e-6;

    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Forward_Linear_MultipliesByTheTransposeAndAddsTheBias()
    {
        Linear layer = new(2, 3);
        Values.Set(layer.Weight, 1, 2, 3, 4, 5, 6);
        Values.Set(layer.Bias!, 0.5, -0.5, 0);

        Values.AssertClose([-0.5, -1.5, -1], layer.Forward(Tensor.From([1f, -1f], 1, 2)), Tolerance);
    }

    [Fact]
    public void Forward_Conv2d_CorrelatesWithTheKernel()
    {
        Conv2d layer = Kernel(1, 0);
        Values.Set(layer.Bias!, 0.5);

        // 1·1 + 2·2 + 3·4 + 4·5 = 37 in the first corner.
        Values.AssertClose([37.5, 47.5, 67.5, 77.5], layer.Forward(Grid(3, 3)), Tolerance);
    }

    [Fact]
    public void Forward_Conv2dStridedAndPadded_ReadsZerosOutside()
    {
        Conv2d layer = Kernel(2, 1);
        Values.Set(layer.Bias!, 0);

        // Only 4·x[0, 0] falls inside in the first corner; 3·2 + 4·3 in the second.
        Values.AssertClose([4, 18, 36, 77], layer.Forward(Grid(3, 3)), Tolerance);
    }

    [Fact]
    public void Forward_BatchNormInTraining_StandardisesTheBatchAndMovesTheRunningStatistics()
    {
        BatchNorm2d layer = new(1);

        Tensor output = layer.Forward(Grid(2, 2)); // mean 2.5, variance 1.25 over the count and 5/3 over the count less one

        double[] expected = [.. new[] { -1.5, -0.5, 0.5, 1.5 }.Select(value => value / Math.Sqrt(1.25001))];
        Values.AssertClose(expected, output, Tolerance);
        Values.AssertClose([0.25], layer.RunningMean, Tolerance);
        Values.AssertClose([0.9 + (0.1 * 5 / 3)], layer.RunningVariance, Tolerance);
    }

    [Fact]
    public void Forward_BatchNormInEvaluation_UsesTheRunningStatisticsAndLeavesThem()
    {
        BatchNorm2d layer = new(1);
        Values.Set(layer.Weight, 3);
        Values.Set(layer.Bias, 10);
        Values.Set(layer.RunningMean, 1);
        Values.Set(layer.RunningVariance, 4);
        layer.Evaluate();

        Tensor output = layer.Forward(Grid(2, 2));

        Values.AssertClose([10, 11.5, 13, 14.5], output, 1e-4); // ε moves the divisor from 2 by 2.5e-6
        Values.AssertClose([1], layer.RunningMean, 0);
        Values.AssertClose([4], layer.RunningVariance, 0);
    }

    [Fact]
    public void Forward_BatchNormTrainingUnderNoGradient_UsesTheBatchButLearnsNothing()
    {
        BatchNorm2d layer = new(1);
        using NoGradient pause = Autograd.NoGradient();

        Tensor output = layer.Forward(Grid(2, 2));

        Values.AssertClose([-1.5 / Math.Sqrt(1.25001)], output.Reshape(-1).Narrow(0, 0, 1), Tolerance);
        Values.AssertClose([0], layer.RunningMean, 0);
        Values.AssertClose([1], layer.RunningVariance, 0);
    }

    [Fact]
    public void Forward_DropoutInTraining_KeepsAndScalesTheShareLeft()
    {
        const int Count = 40_000;
        const double Probability = 0.3;
        Torch.Seed(17);

        double[] values = Values.Of(new Dropout(Probability).Forward(Tensor.Ones([Count])));

        float kept = (float)(1 / (1 - Probability));
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - kept) < 1e-6));
        double deviation = Math.Sqrt(Probability * (1 - Probability) / Count);
        Assert.InRange(values.Count(value => value == 0) / (double)Count, Probability - (4 * deviation), Probability + (4 * deviation));
    }

    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(1, true, 0)]
    [InlineData(0.5, false, 1)]
    public void Forward_DropoutAtItsLimitsOrInEvaluation_IsCertain(double probability, bool training, double expected)
    {
        Dropout layer = new(probability);
        layer.Train(training);

        Assert.All(Values.Of(layer.Forward(Tensor.Ones([100]))), value => Assert.Equal(expected, value));
    }

    [Fact]
    public void Forward_MaxPool2d_TakesTheLargestOfEachWindow()
    {
        Values.AssertClose([6, 8, 14, 16], new MaxPool2d(2).Forward(Grid(4, 4)), 0);
        Values.AssertClose([11, 12, 15, 16], new MaxPool2d(3, 1).Forward(Grid(4, 4)), 0);
    }

    [Fact]
    public void Forward_AveragePool2d_TakesTheMeanOfEachWindow()
    {
        Values.AssertClose([3.5, 5.5, 11.5, 13.5], new AveragePool2d(2).Forward(Grid(4, 4)), Tolerance);
        Values.AssertClose([6, 7, 10, 11], new AveragePool2d(3, 1).Forward(Grid(4, 4)), Tolerance);
    }

    [Fact]
    public void Forward_AdaptiveAveragePool2d_CoversTheInputWhateverItsSize()
    {
        Values.AssertClose([8.5], new AdaptiveAveragePool2d(1, 1).Forward(Grid(4, 4)), Tolerance);

        // Two windows of two rows and columns that share the middle ones.
        Values.AssertClose([3, 4, 6, 7], new AdaptiveAveragePool2d(2, 2).Forward(Grid(3, 3)), Tolerance);
    }

    [Fact]
    public void Forward_UpsampleBilinear2d_InterpolatesBetweenPixelCentres()
    {
        Tensor output = new UpsampleBilinear2d(2).Forward(Tensor.From([0f, 4f], 1, 1, 1, 2));

        Assert.Equal([1, 1, 2, 4], output.Shape);
        Values.AssertClose([0, 1, 3, 4, 0, 1, 3, 4], output, Tolerance);
    }

    [Fact]
    public void Forward_Activations_FollowTheirFormulas()
    {
        Tensor input = Tensor.From([-2.0, 0, 0.5], 3);

        Values.AssertClose([0, 0, 0.5], new Relu().Forward(input), 0);
        Values.AssertClose([1 / (1 + Math.Exp(2)), 0.5, 1 / (1 + Math.Exp(-0.5))], new Sigmoid().Forward(input), 1e-15);
        Values.AssertClose([Math.Tanh(-2), 0, Math.Tanh(0.5)], new Tanh().Forward(input), 1e-15);
    }

    [Fact]
    public void Forward_Flatten_KeepsTheFirstDimension() =>
        Assert.Equal([2, 12], new Flatten().Forward(Tensor.Zeros([2, 3, 4])).Shape);

    [Fact]
    public void Forward_Sequential_RunsItsLayersInOrder()
    {
        Linear first = new(1, 1);
        Values.Set(first.Weight, -2);
        Values.Set(first.Bias!, 1);

        Values.AssertClose([0, 3], new Sequential(first, new Relu()).Forward(Tensor.From([1f, -1f], 2, 1)), Tolerance);
        Values.AssertClose([7], new Sequential().Forward(Tensor.From([7f], 1)), 0);
    }

    [Fact]
    public void Forward_InputThatDoesNotFit_Throws()
    {
        Assert.Throws<TorchException>(() => new Linear(3, 2).Forward(Tensor.Zeros([1, 4])));
        Assert.Throws<TorchException>(() => new Conv2d(1, 1, 3).Forward(Tensor.Zeros([1, 2, 5, 5])));
        Assert.Throws<ArgumentException>(() => new UpsampleBilinear2d(2).Forward(Tensor.Zeros([4, 4])));
    }

    [Fact]
    public void Constructor_SizesOutsideTheirRanges_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Linear(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(1, 1, 1, stride: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(1, 1, 1, padding: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm2d(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm2d(1, momentum: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm2d(1, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPool2d(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePool2d(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveAveragePool2d(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpsampleBilinear2d(0));
    }

    private static Tensor Grid(int height, int width) =>
        Tensor.From([.. Enumerable.Range(1, height * width).Select(value => (float)value)], 1, 1, height, width);

    private static Conv2d Kernel(long stride, long padding)
    {
        Conv2d layer = new(1, 1, 2, stride, padding);
        Values.Set(layer.Weight, 1, 2, 3, 4);
        return layer;
    }
}

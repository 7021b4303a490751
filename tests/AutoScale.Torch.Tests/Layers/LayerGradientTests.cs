namespace AutoScale.Torch.Tests.Layers;

public class LayerGradientTests
{
    private static readonly Dictionary<string, (Func<Layer> Create, long[] Input)> _cases = new()
    {
        ["Linear"] = (() => new Linear(5, 3), [4, 5]),
        ["Linear without bias, three dimensions"] = (() => new Linear(3, 2, bias: false), [2, 2, 3]),
        ["Conv2d"] = (() => new Conv2d(2, 3, 3), [2, 2, 5, 4]),
        ["Conv2d strided and padded, without bias"] = (() => new Conv2d(2, 3, 3, stride: 2, padding: 1, bias: false), [1, 2, 5, 6]),
        ["Conv2d of one pixel"] = (() => new Conv2d(3, 2, 1), [2, 3, 2, 2]),
        ["BatchNorm2d in training"] = (() => new BatchNorm2d(3), [2, 3, 2, 3]),
        ["BatchNorm2d in evaluation"] = (TrainedBatchNorm, [2, 2, 2, 2]),
        ["Dropout"] = (() => new Dropout(0.4), [4, 5]),
        ["MaxPool2d"] = (() => new MaxPool2d(2), [2, 2, 4, 6]),
        ["MaxPool2d overlapping"] = (() => new MaxPool2d(3, 1), [1, 2, 5, 4]),
        ["AveragePool2d"] = (() => new AveragePool2d(2), [2, 2, 4, 6]),
        ["AveragePool2d overlapping"] = (() => new AveragePool2d(3, 2), [1, 2, 7, 5]),
        ["AdaptiveAveragePool2d"] = (() => new AdaptiveAveragePool2d(2, 3), [2, 2, 5, 4]),
        ["UpsampleBilinear2d by 2"] = (() => new UpsampleBilinear2d(2), [2, 2, 2, 3]),
        ["UpsampleBilinear2d by 3"] = (() => new UpsampleBilinear2d(3), [1, 1, 3, 2]),
        ["Relu"] = (() => new Relu(), [3, 4]),
        ["Sigmoid"] = (() => new Sigmoid(), [3, 4]),
        ["Tanh"] = (() => new Tanh(), [3, 4]),
        ["Flatten"] = (() => new Flatten(), [2, 3, 2]),
        ["Sequential"] = (Chain, [3, 1, 6, 6]),
    };

    public static TheoryData<string> Cases => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_RandomInput_HasTheGradientOfFiniteDifferences(string name)
    {
        using TensorScope scope = new();
        Torch.Seed(1);
        (Func<Layer> create, long[] shape) = _cases[name];
        using Layer layer = create();

        GradientCheck.Run(layer, Values.Normal(new Random(2), shape));
    }

    [Fact]
    public void Cases_OfThisTest_CoverEveryLayer()
    {
        IEnumerable<string> layers = typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract).Select(type => type.Name);

        Assert.Empty(layers.Except(_cases.Keys.Select(name => name.Split(' ')[0])));
    }

    private static BatchNorm2d TrainedBatchNorm()
    {
        BatchNorm2d layer = new(2);
        Values.Set(layer.Weight, 0.7, -1.3);
        Values.Set(layer.Bias, 0.2, 0.4);
        Values.Set(layer.RunningMean, 0.5, -0.25);
        Values.Set(layer.RunningVariance, 2, 0.6);
        layer.Evaluate();
        return layer;
    }

    private static Sequential Chain() => new(
        new Conv2d(1, 2, 3), new BatchNorm2d(2), new Relu(), new MaxPool2d(2), new Flatten(), new Linear(8, 2));
}

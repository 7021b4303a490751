namespace AutoScale.Torch.Tests.Optimizers;

public class LeakTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Step_AThousandTrainingSteps_LeaveNoTensorBehind(string kind)
    {
        long outside = LiveTensors.CountAfterCollection();
        using (Sequential network = CreateNetwork())
        {
            IReadOnlyList<Tensor> parameters = network.Parameters();
            using Optimizer optimizer = kind == "sgd" ? new Sgd(parameters, 0.01, 0.9) : new Adam(parameters, 0.01, 0.01);
            Train(network, optimizer, 10);
            long early = Torch.LiveTensorCount;
            Train(network, optimizer, 990);

            Assert.Equal(early, Torch.LiveTensorCount); // counted before any collection: the scopes alone must have freed them
        }

        Assert.Equal(outside, Torch.LiveTensorCount);
    }

    [Fact]
    public void Step_WithGradientsInTheParameters_LeavesNoTensorBehind()
    {
        long outside = LiveTensors.CountAfterCollection();
        using (Linear network = new(4, 3))
        {
            using AdamW optimizer = new(network.Parameters());
            long before = LiveTensors.CountAfterCollection();
            for (int step = 0; step < 100; step++)
            {
                using TensorScope scope = new();
                optimizer.ZeroGradient();
                Autograd.Backward(network.Forward(Tensor.Ones([2, 4])).Square().Sum());
                optimizer.Step();
            }

            Assert.Equal(before, Torch.LiveTensorCount);
        }

        Assert.Equal(outside, Torch.LiveTensorCount);
    }

    [Fact]
    public void Step_OutsideEveryScope_LeavesNoTensorBehind()
    {
        using Tensor parameter = Tensor.Ones([3]);
        using Tensor gradient = Tensor.Ones([3]);
        parameter.RequiresGradient = true;
        parameter.Gradient = gradient;
        Optimizer[] optimizers =
        [
            new Sgd([parameter], 0.1, 0.9, 0.1, nesterov: true),
            new Adam([parameter], weightDecay: 0.1),
            new AdamW([parameter]),
        ];
        long before = LiveTensors.CountAfterCollection();
        foreach (Optimizer optimizer in optimizers)
        {
            optimizer.Step([gradient]);
            optimizer.Step();
        }

        Assert.Equal(before, Torch.LiveTensorCount);
        Array.ForEach(optimizers, optimizer => optimizer.Dispose());
    }

    private static Sequential CreateNetwork() => new(
        new Conv2d(1, 4, 3, padding: 1, bias: false),
        new BatchNorm2d(4),
        new Relu(),
        new MaxPool2d(2),
        new Dropout(0.2),
        new Flatten(),
        new Linear(16, 3));

    private static void Train(Sequential network, Optimizer optimizer, int steps)
    {
        IReadOnlyList<Tensor> parameters = network.Parameters();
        for (int step = 0; step < steps; step++)
        {
            using TensorScope scope = new();
            Tensor loss = network.Forward(Tensor.RandomNormal([2, 1, 4, 4])).Square().Mean();
            optimizer.Step(Autograd.Gradients([loss], [.. parameters]));
        }
    }
}

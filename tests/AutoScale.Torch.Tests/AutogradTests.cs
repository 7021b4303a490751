namespace AutoScale.Torch.Tests;

public sealed class AutogradTests : IDisposable
{
    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Gradients_SumOfSquares_IsTwiceTheInput()
    {
        Tensor x = Leaf(1, -2, 3);

        Tensor?[] gradients = Autograd.Gradients([x.Square().Sum()], [x]);

        Assert.Equal([2, -4, 6], gradients[0]!.ToArray<double>());
        Assert.Null(x.Gradient);
    }

    [Fact]
    public void Gradients_SeveralOutputs_AddUp()
    {
        Tensor x = Leaf(1, 2);
        Tensor y = Leaf(10);

        Tensor?[] gradients = Autograd.Gradients([(x * 3).Sum(), (x * y).Sum()], [x, y]);

        Assert.Equal([13, 13], gradients[0]!.ToArray<double>());
        Assert.Equal([3], gradients[1]!.ToArray<double>());
    }

    [Fact]
    public void Gradients_OutputGradients_WeighTheOutputs()
    {
        Tensor x = Leaf(1, 2);
        Tensor first = x.Square(); // not a scalar: needs its output gradient
        Tensor second = x.Sum();

        Tensor?[] gradients = Autograd.Gradients([first, second], [x], [Tensor.From([10.0, 100.0]), null]);

        Assert.Equal([21, 401], gradients[0]!.ToArray<double>());
    }

    [Fact]
    public void Gradients_WithRespectToAnIntermediateTensor_StopsThere()
    {
        Tensor x = Leaf(3);
        Tensor middle = x * 2;

        Tensor?[] gradients = Autograd.Gradients([middle.Square().Sum()], [middle]);

        Assert.Equal([12], gradients[0]!.ToArray<double>());
    }

    [Fact]
    public void Gradients_GraphNotRetained_RunsOnceOnly()
    {
        Tensor x = Leaf(1, 2);
        Tensor loss = x.Square().Sum();

        Autograd.Gradients([loss], [x], retainGraph: true);
        Autograd.Gradients([loss], [x]);

        TorchException failure = Assert.Throws<TorchException>(() => Autograd.Gradients([loss], [x]));
        Assert.Contains("second time", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Gradients_UnusedInput_IsNullWhereAllowedAndAnErrorElsewhere()
    {
        Tensor x = Leaf(1);
        Tensor unused = Leaf(2);

        Tensor?[] gradients = Autograd.Gradients([x.Sum()], [unused, x], allowUnused: true);

        Assert.Null(gradients[0]);
        Assert.Equal([1], gradients[1]!.ToArray<double>());
        Assert.Throws<TorchException>(() => Autograd.Gradients([x.Sum()], [unused]));
    }

    [Fact]
    public void Gradients_CreateGraph_CanBeDifferentiatedAgain()
    {
        Tensor x = Leaf(2);

        Tensor first = Autograd.Gradients([x.Power(3).Sum()], [x], createGraph: true)[0]!;
        Tensor second = Autograd.Gradients([first.Sum()], [x])[0]!;

        Assert.Equal([12], first.Detach().ToArray<double>());
        Assert.Equal([12], second.ToArray<double>());
    }

    [Fact]
    public void Gradients_WrongArguments_AreNamed()
    {
        Tensor x = Leaf(1);

        Assert.Throws<ArgumentException>(() => Autograd.Gradients([], [x]));
        Assert.Throws<ArgumentException>(() => Autograd.Gradients([x.Sum()], []));
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Autograd.Gradients([x.Sum()], [x], [null, null]));
        Assert.Contains("expected 1, got 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_ManyInputs_AllAnswer()
    {
        // More tensors than fit the stack buffers.
        Tensor[] inputs = [.. Enumerable.Range(0, 200).Select(i => Leaf(i))];
        Tensor loss = Tensor.Stack(inputs).Square().Sum();

        Tensor?[] gradients = Autograd.Gradients([loss], inputs);

        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(2.0 * i, gradients[i]!.Item()));
    }

    [Fact]
    public void Backward_Twice_AccumulatesInLeaves()
    {
        Tensor x = Leaf(1, 2);
        Tensor loss = x.Square().Sum();

        Autograd.Backward(loss, retainGraph: true);
        Autograd.Backward(loss);

        Assert.Equal([4, 8], x.Gradient!.ToArray<double>());
        x.Gradient = null;
        Assert.Null(x.Gradient);
    }

    [Fact]
    public void Backward_NotAScalar_SaysSo()
    {
        TorchException failure = Assert.Throws<TorchException>(() => Autograd.Backward(Leaf(1, 2) * 2));

        Assert.Contains("scalar", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradient_SetToAnotherShapeOrType_IsRefused()
    {
        Tensor x = Leaf(1, 2);

        x.Gradient = Tensor.From([3.0, 4.0]);

        TorchException shape = Assert.Throws<TorchException>(() => x.Gradient = Tensor.From([3.0]));
        TorchException type = Assert.Throws<TorchException>(() => x.Gradient = Tensor.From([3f, 4f]));
        Assert.Contains("[2], got", shape.Message, StringComparison.Ordinal);
        Assert.Contains("Float", type.Message, StringComparison.Ordinal);
        Assert.Equal([3, 4], x.Gradient!.ToArray<double>());
    }

    [Fact]
    public void NoGradient_Inside_RecordsNothingAndRestoresAfterwards()
    {
        Tensor x = Leaf(1);
        Assert.True(Autograd.IsRecording);

        using (Autograd.NoGradient())
        {
            Assert.False(Autograd.IsRecording);
            Assert.False((x * 2).RequiresGradient);
            using (Autograd.NoGradient())
            {
                Assert.False(Autograd.IsRecording);
            }

            Assert.False(Autograd.IsRecording);
        }

        Assert.True(Autograd.IsRecording);
        Assert.True((x * 2).RequiresGradient);
        Assert.False(x.Detach().RequiresGradient);
    }

    [Fact]
    public void NoGradient_OnOneThread_LeavesOthersRecording()
    {
        using NoGradient pause = Autograd.NoGradient();
        bool recording = false;
        Thread other = new(() => recording = Autograd.IsRecording);

        other.Start();
        other.Join();

        Assert.True(recording);
    }

    [Fact]
    public void RequiresGradient_OfAComputedTensor_CannotBeSwitchedOff()
    {
        Tensor computed = Leaf(1) * 2;

        Assert.Throws<TorchException>(() => computed.RequiresGradient = false);
    }

    private static Tensor Leaf(params double[] values)
    {
        Tensor leaf = values.Length == 1 ? Tensor.From(values, 1) : Tensor.From(values);
        leaf.RequiresGradient = true;
        return leaf;
    }
}

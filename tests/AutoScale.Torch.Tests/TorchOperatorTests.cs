namespace AutoScale.Torch.Tests;

public sealed class TorchOperatorTests : IDisposable
{
    private static readonly TorchOperator _add = new("aten::add", "Tensor");
    private readonly TensorScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Run_OperatorWithoutABinding_IsReachableByName()
    {
        // Every operator of libtorch can be called: here one that no method binds, with a default argument left out.
        OperatorCall call = new(new TorchOperator("aten::roll"));

        Tensor rolled = call.Add(Tensor.From([1.0, 2.0, 3.0])).Add([1]).Run();

        Assert.Equal([3, 1, 2], rolled.ToArray<double>());
    }

    [Fact]
    public void Run_TwoResults_GivesBoth()
    {
        Tensor?[] results = new Tensor?[2];
        OperatorCall call = new(new TorchOperator("aten::sort"));

        call.Add(Tensor.From([3.0, 1.0, 2.0])).Run(results);

        Assert.Equal([1, 2, 3], results[0]!.ToArray<double>());
        Assert.Equal([1, 2, 0], results[1]!.ToArray<long>());
    }

    [Fact]
    public void Run_OtherNumberOfResults_SaysSoAndLeaksNothing()
    {
        long before = LiveTensors.CountAfterCollection();
        TorchException tooMany = Assert.Throws<TorchException>(() => Sort(new Tensor?[3]));
        TorchException tooFew = Assert.Throws<TorchException>(() => Sort(new Tensor?[1]));

        Assert.Contains("expected 3 results, got 2", tooMany.Message, StringComparison.Ordinal);
        Assert.Contains("2 results", tooFew.Message, StringComparison.Ordinal);
        _scope.Dispose();
        Assert.Equal(before, Torch.LiveTensorCount);

        static void Sort(Tensor?[] results) => new OperatorCall(new TorchOperator("aten::sort")).Add(Tensor.From([3.0, 1.0])).Run(results);
    }

    [Fact]
    public void Run_OptionalTensorList_TakesAbsentOnes()
    {
        Tensor matrix = Tensor.From([1.0, 2, 3, 4, 5, 6], 2, 3);
        OperatorCall call = new(new TorchOperator("aten::index", "Tensor"));

        Tensor column = call.Add(matrix).AddOptional([null, Tensor.From([2L])]).Run();

        Assert.Equal([3, 6], column.ToArray<double>());
    }

    [Fact]
    public void Run_AListLongerThanTheBuffers_IsComplete()
    {
        Tensor[] parts = [.. Enumerable.Range(0, 100).Select(i => Tensor.Full([1], i, ScalarType.Float64))];

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (double)i), Tensor.Cat(parts).ToArray<double>());
    }

    [Fact]
    public void Run_ShapesThatDoNotFit_NamesTheOperatorAndTheReasonInOneLine()
    {
        TorchException failure = Assert.Throws<TorchException>(() => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([2, 3])));

        string reason = "aten::matmul: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)";
        Assert.StartsWith(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Run_MissingOrSurplusArguments_AreNamed()
    {
        Tensor x = Tensor.Ones([1]);
        TorchException missing = Assert.Throws<TorchException>(() => new OperatorCall(_add).Add(x).Run());
        TorchException surplus = Assert.Throws<TorchException>(() => new OperatorCall(_add).Add(x).Add(x).Add(1.0).Add(x).Run());

        Assert.Equal("aten::add.Tensor: argument 'other' is missing and has no default", missing.Message);
        Assert.Equal("aten::add.Tensor: takes at most 3 arguments, got 4", surplus.Message);
    }

    [Fact]
    public void Run_UnknownOperator_SaysWhich()
    {
        TorchException failure = Assert.Throws<TorchException>(() => new OperatorCall(new TorchOperator("aten::nothing", "here")).Run());

        Assert.Equal("this libtorch has no operator aten::nothing.here", failure.Message);
    }

    [Fact]
    public void Run_WrongKindOfArgument_IsAnErrorNotACrash()
    {
        Assert.Throws<TorchException>(() => new OperatorCall(_add).Add(1.0).Add(2.0).Run());
        Assert.Throws<TorchException>(() => new OperatorCall(_add).Add([Tensor.Ones([1])]).Add(Tensor.Ones([1])).Run());
        Assert.Throws<InvalidOperationException>(() => TooManyArguments());

        static void TooManyArguments()
        {
            OperatorCall call = new(_add);
            for (int i = 0; i < 17; i++)
            {
                call.Add(1.0);
            }
        }
    }

    [Fact]
    public void ArgumentCount_Add_IsThree()
    {
        Assert.Equal(3, _add.ArgumentCount);
        Assert.Equal("aten::add.Tensor", _add.ToString());
        Assert.Equal("aten::roll", new TorchOperator("aten::roll").ToString());
    }

    [Fact]
    public void Run_AfterAFailure_WorksAgain()
    {
        Tensor x = Tensor.Ones([2]);
        for (int i = 0; i < 100; i++)
        {
            Assert.Throws<TorchException>(() => x.View(3));
            Assert.Equal(4, (x + x).Sum().Item());
        }
    }

    [Fact]
    public void Run_FromManyThreadsAtOnce_EachGetsItsOwnAnswer()
    {
        double[] answers = new double[8];

        Parallel.For(0, answers.Length, thread =>
        {
            using TensorScope scope = new();
            Tensor sum = Tensor.Zeros([1], ScalarType.Float64);
            for (int i = 0; i < 500; i++)
            {
                sum += thread;
            }

            answers[thread] = sum.Item();
        });

        Assert.Equal(Enumerable.Range(0, 8).Select(thread => 500.0 * thread), answers);
    }
}

using System.Runtime.CompilerServices;

namespace AutoScale.Torch.Tests;

public class TensorScopeTests
{
    [Fact]
    public void Dispose_TensorsMadeInside_AreDisposed()
    {
        long before = LiveTensors.CountAfterCollection();
        Tensor made;
        using (TensorScope scope = new())
        {
            made = Tensor.Ones([2]) + 1;
            Assert.Same(scope, TensorScope.Current);
            Assert.Equal(before + 2, Torch.LiveTensorCount);
        }

        Assert.True(made.IsDisposed);
        Assert.Equal(before, Torch.LiveTensorCount);
        Assert.Null(TensorScope.Current);
        ObjectDisposedException failure = Assert.Throws<ObjectDisposedException>(() => made.Sum());
        Assert.Contains("Keep", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Tensor disposed", made.ToString());
    }

    [Fact]
    public void Dispose_TensorsMadeBefore_Live()
    {
        using Tensor outside = Tensor.Ones([2]);
        using (new TensorScope())
        {
            _ = outside + 1;
        }

        Assert.Equal(2, outside.Sum().Item());
    }

    [Fact]
    public void Keep_InNestedScopes_MovesOneScopeOut()
    {
        Tensor kept;
        Tensor keptTwice;
        using (TensorScope outer = new())
        {
            using (TensorScope inner = new())
            {
                kept = inner.Keep(Tensor.Ones([1]));
                keptTwice = inner.Keep(Tensor.Ones([1]));
            }

            Assert.False(kept.IsDisposed);
            outer.Keep(keptTwice);
        }

        Assert.True(kept.IsDisposed);
        Assert.False(keptTwice.IsDisposed);
        keptTwice.Dispose();
    }

    [Fact]
    public void Keep_ByTheOuterScope_PassesOverTheInner()
    {
        using TensorScope outermost = new();
        Tensor kept;
        using (TensorScope outer = new())
        {
            using (new TensorScope())
            {
                kept = outer.Keep(Tensor.Ones([1]));
            }
        }

        Assert.False(kept.IsDisposed);
        Assert.Same(outermost, kept.Scope);
    }

    [Fact]
    public void Keep_ATensorOfAnEnclosingScope_DoesNothing()
    {
        using TensorScope outer = new();
        Tensor made = Tensor.Ones([1]);
        using (TensorScope inner = new())
        {
            Assert.Same(made, inner.Keep(made));
        }

        Assert.Same(outer, made.Scope);
    }

    [Fact]
    public void Escape_InNestedScopes_LeavesAllOfThem()
    {
        Tensor escaped;
        using (new TensorScope())
        using (new TensorScope())
        {
            escaped = TensorScope.Escape(Tensor.Ones([3]));
        }

        Assert.Equal(3, escaped.ElementCount);
        Assert.Same(escaped, TensorScope.Escape(escaped));
        escaped.Dispose();
    }

    [Fact]
    public void Dispose_OfATensorInside_LetsTheScopeSkipIt()
    {
        long before = LiveTensors.CountAfterCollection();
        using (new TensorScope())
        {
            Tensor made = Tensor.Ones([1]);
            made.Dispose();
            made.Dispose();
        }

        Assert.Equal(before, Torch.LiveTensorCount);
    }

    [Fact]
    public void Dispose_AfterAnException_StillFreesEverything()
    {
        long before = LiveTensors.CountAfterCollection();

        Assert.Throws<TorchException>(() =>
        {
            using TensorScope scope = new();
            Tensor a = Tensor.Ones([2, 3]);
            a.MatMul(a);
        });

        Assert.Equal(before, Torch.LiveTensorCount);
        Assert.Null(TensorScope.Current);
    }

    [Fact]
    public void Dispose_OfTheOuterScopeFirst_DisposesTheInnerToo()
    {
        TensorScope outer = new();
        TensorScope inner = new();
        Tensor made = Tensor.Ones([1]);

        outer.Dispose();

        Assert.True(made.IsDisposed);
        Assert.Null(TensorScope.Current);
        inner.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void Scope_OnAnotherThread_DoesNotOwnThisThreadsTensors()
    {
        using TensorScope scope = new();
        Tensor? theirs = null;
        InvalidOperationException? failure = null;
        Thread other = new(() =>
        {
            theirs = Tensor.Ones([1]);
            failure = Assert.Throws<InvalidOperationException>(scope.Dispose);
        });

        other.Start();
        other.Join();

        Assert.Null(theirs!.Scope);
        Assert.Contains("another thread", failure!.Message, StringComparison.Ordinal);
        theirs.Dispose();
    }

    [Fact]
    public void Dispose_ManyTensors_FreesAll()
    {
        long before = LiveTensors.CountAfterCollection();
        using (new TensorScope())
        {
            Tensor sum = Tensor.Zeros([1]);
            for (int i = 0; i < 1000; i++)
            {
                sum += 1;
            }

            Assert.Equal(1000, sum.Item());
            Assert.Equal(before + 1001, Torch.LiveTensorCount);
        }

        Assert.Equal(before, Torch.LiveTensorCount);
    }

    [Fact]
    public void Finalizer_OfAForgottenTensor_FreesIt()
    {
        Collect();
        long before = LiveTensors.CountAfterCollection();
        Forget();
        Assert.Equal(before + 1, Torch.LiveTensorCount);

        Collect();

        Assert.Equal(before, Torch.LiveTensorCount);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)] // more than a call keeps on the stack
    public void Finalizer_OfAnArgument_WaitsForItsCall(int count)
    {
        long before = LiveTensors.CountAfterCollection();
        OperatorCall call = new(new TorchOperator("aten::cat"));
        AddForgotten(ref call, count);

        Assert.Equal(before + count, LiveTensors.CountAfterCollection());
        using Tensor joined = call.Run();
        Assert.Equal(count, joined.Sum().Item());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddForgotten(ref OperatorCall call, int count)
    {
        Tensor[] forgotten = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            forgotten[i] = Tensor.Ones([1]);
        }

        call.Add(forgotten);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => _ = Tensor.Ones([10]);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

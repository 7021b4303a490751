using System.Runtime.InteropServices;

namespace AutoScale.Torch.Tests;

public class TorchTests
{
    private delegate int CountThreads();

    [Fact]
    public void Version_OfTheLibrary_IsAtLeastTheLowestSupported()
    {
        Assert.True(System.Version.Parse(Torch.Version) >= new System.Version(1, 13));
    }

    [Fact]
    public void Seed_Twice_RepeatsTheNumbers()
    {
        using TensorScope scope = new();
        Torch.Seed(ulong.MaxValue);
        float[] first = Tensor.RandomNormal([20]).ToArray<float>();
        float[] second = Tensor.RandomNormal([20]).ToArray<float>();
        Torch.Seed(ulong.MaxValue);

        Assert.Equal(first, Tensor.RandomNormal([20]).ToArray<float>());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Threads_SetAndReset_AreWhatWasSet()
    {
        int before = Torch.Threads, first = Torch.DefaultThreads;
        Torch.Threads = first + 1;
        Assert.Equal(first + 1, Torch.Threads);
        Assert.Equal(first, Torch.DefaultThreads);
        Torch.Threads = before;

        TorchException failure = Assert.Throws<TorchException>(() => Torch.Threads = 0);
        Assert.Contains("at least 1, got 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_SetByAnotherThread_HoldForOneThatHasComputedBefore()
    {
        int before = Torch.Threads, first = 0, second = 0;
        using Barrier turns = new(2);
        Thread other = new(() =>
        {
            first = Torch.Threads;
            turns.SignalAndWait();
            turns.SignalAndWait();
            second = Torch.Threads;
        });
        other.Start();
        turns.SignalAndWait();
        Torch.Threads = before + 1;
        turns.SignalAndWait();
        other.Join();
        Torch.Threads = before;

        Assert.Equal((before, before + 1), (first, second));
    }

    [Fact]
    public void Threads_OpenBlasOfItsOwnThreads_IsToldToo()
    {
        int first = Torch.DefaultThreads; // Loads the engine, and OpenBLAS with it where libtorch uses it.
        if (!NativeLibrary.TryLoad("libopenblas.so.0", out nint blas))
        {
            return;
        }

        CountThreads threads = Marshal.GetDelegateForFunctionPointer<CountThreads>(NativeLibrary.GetExport(blas, "openblas_get_num_threads"));
        Torch.Threads = 1;
        Assert.Equal(1, threads());
        Torch.Threads = 2;
        Assert.Equal(2, threads());
        Torch.Threads = first;
    }

    [Fact]
    public void Memory_OfTheCpu_IsNotCounted()
    {
        Assert.Equal(0, Torch.MemoryAllocated(Device.Cpu));
        Assert.Equal(0, Torch.PeakMemoryAllocated(Device.Cpu));
        Torch.Synchronize(Device.Cpu);
    }

    [Fact]
    public void Cuda_AsManyDevicesAsCounted_HoldTensors()
    {
        using TensorScope scope = new();
        Device next = Device.Cuda(Torch.CudaDeviceCount);
        for (int index = 0; index < Torch.CudaDeviceCount; index++)
        {
            Device device = Device.Cuda(index);
            Tensor rows = Tensor.Full([2, 1000], 2, device: device);

            Assert.Equal(device, rows.Device);
            Assert.Equal([4000, 4000, 4000, 4000], GradientMatrix.Gramian(rows));
            Torch.Synchronize(device);
        }

        Assert.Throws<TorchException>(() => Tensor.Zeros([1], device: next));
        Assert.Throws<TorchException>(() => Torch.Synchronize(next));
    }

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:0", "cuda:0")]
    [InlineData("cuda:12", "cuda:12")]
    public void Parse_ADevice_WritesBackTheSame(string text, string written)
    {
        Assert.Equal(written, Device.Parse(text).ToString());
        Assert.Equal(Device.Parse(text), Device.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("CPU")]
    public void Parse_NoDevice_SaysWhatIsValid(string text)
    {
        FormatException failure = Assert.Throws<FormatException>(() => Device.Parse(text));

        Assert.Contains("'cpu', 'cuda' or 'cuda:N'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForEach_ListsThatDiffer_AreRefusedAndEmptyOnesAreFine()
    {
        using TensorScope scope = new();

        Assert.Throws<ArgumentException>(() => ForEach.AddInPlace([Tensor.Ones([1])], ReadOnlySpan<Tensor>.Empty));
        ForEach.AddInPlace([], 1);
        ForEach.MultiplyInPlace([], []);
        ForEach.ZeroInPlace([]);
        Assert.Empty(ForEach.Sqrt([]));
    }
}

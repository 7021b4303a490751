using AutoScale.Torch;
using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests;

/// <summary>What runs on a GPU gives what the CPU gives.</summary>
public sealed class CudaTests
{
    private static readonly Device Gpu = Device.Cuda();

    [CudaFact]
    public void Functional_OnTheGpu_GivesWhatTheCpuGives()
    {
        Torch.Torch.Seed(1);
        Tensor image = Tensor.RandomNormal([2, 3, 8, 8]), kernel = Tensor.RandomNormal([4, 3, 3, 3]), matrix = Tensor.RandomNormal([8, 5]);

        AssertSame(image, x => Functional.Conv2d(x, kernel.To(x.Device), padding: 1), 1e-2); // TF32 in cuDNN
        AssertSame(image, x => Functional.MaxPool2d(x, 2));
        AssertSame(image, x => Functional.UpsampleBilinear2d(x, 16, 12));
        AssertSame(image, x => x.MatMul(matrix.To(x.Device)), 1e-2);
        AssertSame(image, x => x.Softmax(1).Log().Square().Sum([0, 2]));
        AssertSame(image, x => Functional.CrossEntropy(x.Flatten(1), Tensor.From([3L, 100L], 2).To(x.Device)));
    }

    [CudaFact]
    public void Gramian_OnTheGpu_GivesWhatTheCpuGives()
    {
        Torch.Torch.Seed(2);
        Tensor[] parts = [.. Enumerable.Range(0, 6).Select(i => Tensor.RandomNormal([i % 2 == 0 ? 1000 : 37]))];

        double[] onCpu = GradientMatrix.Gramian(parts, 3);
        double[] onGpu = GradientMatrix.Gramian([.. parts.Select(part => part.To(Gpu))], 3);

        Assert.All(onCpu.Zip(onGpu), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * onCpu[0]));
    }

    [CudaFact]
    public void Seed_TheSameTwice_GivesTheSameNumbers()
    {
        Torch.Torch.Seed(3);
        float[] first = Tensor.RandomNormal([100], ScalarType.Float32, Gpu).To(Device.Cpu).ToArray<float>();
        Torch.Torch.Seed(3);

        Assert.Equal(first, Tensor.RandomNormal([100], ScalarType.Float32, Gpu).To(Device.Cpu).ToArray<float>());
    }

    [CudaFact]
    public void MemoryAllocated_WhileATensorLives_CountsIt()
    {
        long before = Torch.Torch.MemoryAllocated(Gpu);
        using Tensor big = Tensor.Zeros([1 << 20], ScalarType.Float32, Gpu);

        Assert.InRange(Torch.Torch.MemoryAllocated(Gpu) - before, 4 << 20, 8 << 20);
    }

    [CudaFact]
    public void Run_OnTheGpu_FollowsTheCpu()
    {
        SilentObserver onCpu = Train(Device.Cpu), onGpu = Train(Gpu);

        foreach (((int _, double[] losses, double[] weights), (int _, double[] gpuLosses, double[] gpuWeights)) in onCpu.Steps.Zip(onGpu.Steps))
        {
            Assert.All(losses.Zip(gpuLosses), pair => Assert.Equal(pair.First, pair.Second, 5e-2 * pair.First));
            Assert.All(weights.Zip(gpuWeights), pair => Assert.Equal(pair.First, pair.Second, 5e-2));
        }
    }

    [CudaFact]
    public void Run_StoppedAndResumedOnTheGpu_EqualsUninterruptedBitForBit()
    {
        using TemporaryFolder whole = new(), broken = new();
        Train(Gpu, whole.Path);
        using (CancellationTokenSource stop = new())
        {
            SilentObserver observer = new() { AfterStep = iteration => { if (iteration == 13) { stop.Cancel(); } } };
            Assert.Throws<OperationCanceledException>(() => Train(Gpu, broken.Path, observer, stop.Token));
        }

        Train(Gpu, broken.Path);

        Assert.Equal(File.ReadAllBytes(new RunFolder(whole.Path).LastCheckpoint), File.ReadAllBytes(new RunFolder(broken.Path).LastCheckpoint));
    }

    private static SilentObserver Train(Device device, string? folder = null, SilentObserver? observer = null, CancellationToken stop = default)
    {
        observer ??= new SilentObserver();
        TrainingOptions options = new() { Iterations = 30, BatchSize = 16, LearningRate = 0.01, Seed = 5, ValidateEvery = 10, Device = device };
        using TinyProblem problem = new(dropout: 0);
        using Trainer trainer = new(problem, new ImtlG(), options, folder is null ? null : new RunFolder(folder), TimeProvider.System);
        trainer.Run(observer, resume: true, stop);
        return observer;
    }

    private static void AssertSame(Tensor input, Func<Tensor, Tensor> function, double tolerance = 1e-4)
    {
        float[] onCpu = function(input).Reshape(-1).ToArray<float>();
        float[] onGpu = function(input.To(Gpu)).To(Device.Cpu).Reshape(-1).ToArray<float>();
        double scale = onCpu.Max(Math.Abs);

        Assert.Equal(onCpu.Length, onGpu.Length);
        Assert.All(onCpu.Zip(onGpu), pair => Assert.Equal(pair.First, pair.Second, tolerance * scale));
    }
}

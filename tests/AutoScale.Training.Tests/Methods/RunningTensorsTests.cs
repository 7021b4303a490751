using AutoScale.Torch;
using AutoScale.Torch.Tests;
using AutoScale.Training.Methods;

namespace AutoScale.Training.Tests.Methods;

public class RunningTensorsTests
{
    [Fact]
    public void Follow_TwoSteps_MovesEachPartTowardsItsGradient()
    {
        using TensorScope scope = new();
        using RunningTensors running = new("Test", "y");
        TaskGradients first = new([[Tensor.From([8.0]), null], [null, Tensor.From([4.0])]]);
        TaskGradients second = new([[null, null], [Tensor.From([2.0]), Tensor.From([8.0])]]);

        running.Follow(first, [1, 2], 0.5);
        Assert.Equal([4, 4], [first[0, 0]!.Item(), first[1, 1]!.Item()]);
        Assert.Null(first[0, 1]);
        running.Follow(second, [1, 1], 0.25);

        Assert.Equal([3, 0.5, 5], [second[0, 0]!.Item(), second[1, 0]!.Item(), second[1, 1]!.Item()]);
        Assert.Equal(["y.0.0", "y.1.0", "y.1.1"], running.All().Keys.Order());
    }

    [Fact]
    public void Load_TensorsOfAnotherInstance_CopiesThem()
    {
        using RunningTensors running = new("Test", "y"), loaded = new("Test", "y");
        using (TensorScope scope = new())
        {
            running.Follow(new TaskGradients([[Tensor.From([8.0, 4.0])]]), [1], 0.5);
            loaded.Load(running.All());
            running.Follow(new TaskGradients([[Tensor.From([0.0, 0.0])]]), [1], 1);
        }

        Assert.Equal([4.0, 2.0], loaded.All()["y.0.0"].ToArray<double>());
        Assert.Equal([0.0, 0.0], running.All()["y.0.0"].ToArray<double>());
    }

    [Theory]
    [InlineData("z.0.0")]
    [InlineData("y.0")]
    [InlineData("y.0.-1")]
    [InlineData("y.a.0")]
    public void Load_TensorsOfAnotherMethod_SaysSoAndChangesNothing(string name)
    {
        using TensorScope scope = new();
        using RunningTensors running = new("Test", "y");
        running.Follow(new TaskGradients([[Tensor.From([8.0])]]), [1], 1);

        ArgumentException error = Assert.Throws<ArgumentException>(() => running.Load(new Dictionary<string, Tensor> { [name] = Tensor.Ones([1]) }));

        Assert.Contains("belongs to another method", error.Message, StringComparison.Ordinal);
        Assert.Equal(8, running.All()["y.0.0"].Item());
    }

    [Fact]
    public void Follow_GradientOfAnotherShape_SaysSo()
    {
        using TensorScope scope = new();
        using RunningTensors running = new("Test", "y");
        running.Follow(new TaskGradients([[Tensor.Ones([2, 3])]]), [1], 1);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => running.Follow(new TaskGradients([[Tensor.Ones([3])]]), [1], 1));

        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_AfterUse_LeavesNoTensorBehind()
    {
        long before = LiveTensors.CountAfterCollection();
        using (RunningTensors running = new("Test", "y"))
        {
            using TensorScope scope = new();
            running.Follow(new TaskGradients([[Tensor.Ones([2])], [Tensor.Ones([2])]]), [1, 1], 1);
            running.Load(running.All());
        }

        Assert.Equal(before, Torch.Torch.LiveTensorCount);
    }
}

namespace AutoScale.Torch.Tests.Layers;

public class InitializationTests
{
    [Fact]
    public void Constructor_SeededLinear_DrawsWhatPyTorchDraws()
    {
        // torch.manual_seed(0); torch.nn.Linear(3, 2) of PyTorch 1.13 on the CPU.
        Torch.Seed(0);
        using Linear layer = new(3, 2);

        Values.AssertClose([-0.004322518, 0.309715837, -0.475185335, -0.424894601, -0.222368971, 0.154820725], layer.Weight, 1e-8);
        Values.AssertClose([-0.011439145, 0.457774937], layer.Bias!, 1e-8);
    }

    [Fact]
    public void Constructor_SeededConv2d_DrawsWhatPyTorchDraws()
    {
        // torch.manual_seed(1); torch.nn.Conv2d(2, 1, 2) of PyTorch 1.13 on the CPU.
        Torch.Seed(1);
        using Conv2d layer = new(2, 1, 2);

        double[] expected = [0.182173043, -0.156050771, -0.068540387, 0.165946975, -0.332848191, 0.212032065, -0.072734877, 0.179868117];
        Values.AssertClose(expected, layer.Weight, 1e-8);
        Values.AssertClose([0.049149927], layer.Bias!, 1e-8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Constructor_Linear_FillsTheIntervalOfItsFanInEvenly(int inputs)
    {
        Torch.Seed(4);
        int outputs = 100_000 / inputs;
        using Linear layer = new(inputs, outputs);

        AssertUniform(Values.Of(layer.Weight), 1 / Math.Sqrt(inputs));
        Assert.All(Values.Of(layer.Bias!), value => Assert.InRange(Math.Abs(value), 0, 1 / Math.Sqrt(inputs)));
    }

    [Fact]
    public void Constructor_Conv2d_CountsTheKernelInItsFanIn()
    {
        Torch.Seed(5);
        using Conv2d layer = new(8, 500, 5);

        AssertUniform(Values.Of(layer.Weight), 1 / Math.Sqrt(8 * 25));
    }

    /// <summary>Mean 0 and variance bound²/3, each within four standard errors, and never outside the bound.</summary>
    private static void AssertUniform(double[] values, double bound)
    {
        double root = Math.Sqrt(values.Length);
        Assert.InRange(values.Max(Math.Abs), 0.99 * bound, bound);
        Assert.InRange(values.Average() / bound, -4 / Math.Sqrt(3) / root, 4 / Math.Sqrt(3) / root);
        double variance = values.Average(value => value * value) / (bound * bound);
        double error = 4 * Math.Sqrt(4.0 / 45) / root; // the variance of u² for u uniform in ±1 is 1/5 − 1/9
        Assert.InRange(variance, (1.0 / 3) - error, (1.0 / 3) + error);
    }
}

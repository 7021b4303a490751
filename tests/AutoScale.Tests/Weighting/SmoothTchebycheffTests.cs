using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class SmoothTchebycheffTests
{
    [Fact]
    public void Weigh_AfterTheWarmUp_WeighsBySharesOfTheNadir()
    {
        // Nadir (4, 2), the mean of the last two steps of the warm-up; then l/n = (¼, ¾) with μ = 1: z = (¼, ¾), w = 2·z/l.
        SmoothTchebycheff stch = new(2, new SmoothTchebycheffOptions { WarmUp = 3, NadirWindow = 2 });
        Assert.Equal([0.01, 0.02], Losses([100, 50]).Weigh(stch, 1));
        Assert.Equal([0.2, 1], Losses([5, 1]).Weigh(stch, 2));
        Near.AssertEqual([1.0 / 3, 1.0 / 3], Losses([3, 3]).Weigh(stch, 3));

        Near.AssertEqual([0.5, 1], Losses([1, 1.5]).Weigh(stch, 4));
    }

    [Fact]
    public void Weigh_SmoothingTowardsZero_LeavesTheWorstTaskAlone()
    {
        SmoothTchebycheff stch = new(3, new SmoothTchebycheffOptions { Smoothing = 1e-6 });
        Losses([1, 10, 100]).Weigh(stch, 1);

        Near.AssertEqual([0, 3.0 / 9, 0], Losses([0.5, 9, 80]).Weigh(stch, 2));
    }

    [Fact]
    public void Weigh_SmoothingTowardsInfinity_IsScaleInvariantLoss()
    {
        SmoothTchebycheff stch = new(3, new SmoothTchebycheffOptions { Smoothing = 1e6 });
        Losses([1, 10, 100]).Weigh(stch, 1);
        TestStep step = Losses([0.5, 9, 80]);

        Near.AssertEqual(step.Weigh(new ScaleInvariant()), step.Weigh(stch, 2), 1e-5);
    }

    [Fact]
    public void Weigh_LossOfZero_TakesTheMinimumAndSaysSo()
    {
        SmoothTchebycheff stch = new(2, new SmoothTchebycheffOptions { MinimumLoss = 1e-3 });

        Near.AssertEqual([1000, 1], Losses([0, 1]).Weigh(stch, out Certificate certificate));
        Assert.Equal(Guards.LossBelowBound, certificate.Guards);
    }

    [Theory]
    [InlineData(0.0, 1, 1, "Smoothing is 0: expected a number from 1e-6 to 1e6.")]
    [InlineData(1.0, 2, 3, "WarmUp is 2 and NadirWindow 3: expected a nadir window of at least 1 within the warm-up.")]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid(double smoothing, int warmUp, int nadirWindow, string message)
    {
        SmoothTchebycheffOptions options = new() { Smoothing = smoothing, WarmUp = warmUp, NadirWindow = nadirWindow };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new SmoothTchebycheff(2, options)).Message);
    }

    [Fact]
    public void Create_WithoutAWarmUp_TakesAFortiethOfTheRun()
    {
        MethodContext context = new(["one", "two"], 400) { Options = MethodOptions.Parse(["smoothing=0.1"]) };
        IWeighting stch = MethodCatalogue.Create("stch", context);
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            Near.AssertEqual([1, 0.5], Losses([1, 2]).Weigh(stch, iteration));
        }

        Assert.True(Losses([1, 1]).Weigh(stch, 11)[0] > 1.9);
    }

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

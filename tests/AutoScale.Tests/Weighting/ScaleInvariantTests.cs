using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class ScaleInvariantTests
{
    [Fact]
    public void Weigh_PositiveLosses_WeighsByTheirReciprocals()
    {
        Assert.Equal([0.5, 4], Losses([2, 0.25]).Weigh(new ScaleInvariant(), out Certificate certificate));
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-3.0)]
    [InlineData(0.0009)]
    public void Weigh_LossBelowTheMinimum_TakesTheMinimumAndSaysSo(double loss)
    {
        Near.AssertEqual([1, 1000], Losses([1, loss]).Weigh(new ScaleInvariant(1e-3), out Certificate certificate));
        Assert.Equal(Guards.LossBelowBound, certificate.Guards);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    [InlineData(double.NaN)]
    public void Constructor_MinimumOutOfRange_SaysWhatIsValid(double minimum) => Assert.StartsWith(
        $"minimumLoss is {minimum}: expected a number from 1e-30 to 1.",
        Assert.Throws<ArgumentException>(() => new ScaleInvariant(minimum)).Message,
        StringComparison.Ordinal);

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

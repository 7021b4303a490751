using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class GeometricLossTests
{
    [Fact]
    public void Weigh_TwoLosses_IsTheDerivativeOfTheRootOfTheirProduct() =>
        // √(4·1) = 2: its derivatives are 2/(2·4) and 2/(2·1).
        Near.AssertEqual([0.25, 1], Losses([4, 1]).Weigh(new GeometricLoss()));

    [Fact]
    public void Weigh_AnyLosses_IsTheSlopeOfTheGeometricMean()
    {
        double[] losses = TestStep.Random(new Random(1), 6, 2).Losses;
        double[] weights = Losses(losses).Weigh(new GeometricLoss());
        for (int task = 0; task < losses.Length; task++)
        {
            const double Step = 1e-6;
            double slope = (Mean(losses, task, Step) - Mean(losses, task, -Step)) / (2 * Step);

            Assert.Equal(slope, weights[task], 1e-8);
        }
    }

    [Fact]
    public void Weigh_ManyLargeLosses_DoesNotOverflow() =>
        Near.AssertEqual([.. Enumerable.Repeat(1.0 / 40, 40)], Losses([.. Enumerable.Repeat(1e250, 40)]).Weigh(new GeometricLoss()), 1e-10);

    [Fact]
    public void Weigh_LossesTooFarApart_CapsTheWeightAndSaysSo()
    {
        double[] weights = Losses([1e300, 1e300, 0]).Weigh(new GeometricLoss(), out Certificate certificate);

        Assert.Equal(1e30, weights[2]);
        Assert.Equal(Guards.LossBelowBound | Guards.WeightCapped, certificate.Guards);
    }

    private static double Mean(double[] losses, int task, double step) =>
        Math.Pow(losses.Select((loss, i) => i == task ? loss + step : loss).Aggregate((product, loss) => product * loss), 1.0 / losses.Length);

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

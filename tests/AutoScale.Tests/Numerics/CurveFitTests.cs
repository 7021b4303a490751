using AutoScale.Numerics;
using AutoScale.Tests.AutoScaling;

namespace AutoScale.Tests.Numerics;

public sealed class CurveFitTests
{
    [Fact]
    public void Fit_ThreePointsOffALine_LeavesTheLeastSquares()
    {
        // (0, 1), (1, 0), (2, 2): slope Σ(x − 1)·(y − 1)/2 = 0.5 through (1, 1).
        LeastSquaresLine line = LeastSquaresLine.Fit([0, 1, 2], [1, 0, 2]);

        Assert.Equal((1.0, 1.0, 0.5), (line.Centre, line.Mean, line.Slope));
        Assert.Equal(5.5, line.At(10));
    }

    [Fact]
    public void Fit_FarAbscissae_KeepsItsDigits()
    {
        LeastSquaresLine line = LeastSquaresLine.Fit([1e9, 1e9 + 1, 1e9 + 2], [3, 5, 7]);

        Assert.Equal(2, line.Slope, 1e-12);
        Assert.Equal(23, line.At(1e9 + 10), 1e-12);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(20)]
    public void Fit_PointsOnADecay_RecoversIt(double rate)
    {
        double[] abscissae = [25, 75, 125, 175, 225, 275];
        double[] ordinates = [.. abscissae.Select(Curve)];

        ExponentialFit fit = ExponentialFit.Fit(abscissae, ordinates);

        Assert.Equal(rate, fit.Rate, 1e-6 * rate);
        Assert.Equal(Curve(600), fit.At(600), 1e-7);

        double Curve(double x) => 1.3 - (0.6 * Math.Exp(-rate * (x - 25) / 250));
    }

    [Fact]
    public void Fit_NoisyPoints_NoOtherCurveIsCloser()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            double[] abscissae = [.. Enumerable.Range(0, 8).Select(i => 10.0 + (20 * i))];
            double[] ordinates = [.. abscissae.Select(x => (2 * Math.Exp(-x / 60)) + (0.3 * RandomWindows.Normal(random)))];
            double best = SquaresOf(ExponentialFit.Fit(abscissae, ordinates).At);
            for (double rate = 1e-3; rate <= 50; rate *= 1.07)
            {
                LeastSquaresLine line = LeastSquaresLine.Fit([.. abscissae.Select(Decay)], ordinates);

                Assert.True(best <= (SquaresOf(x => line.At(Decay(x))) * (1 + 1e-9)) + 1e-12, $"Seed {seed}: the rate {rate} is closer.");

                double Decay(double x) => Math.Exp(-rate * (x - 10) / 140);
            }

            double SquaresOf(Func<double, double> curve) => abscissae.Zip(ordinates, (x, y) => Math.Pow(y - curve(x), 2)).Sum();
        }
    }

    [Fact]
    public void Fit_NoisyPoints_AgreesWithHighPrecision()
    {
        // Solved independently with 50 digits.
        double[] ordinates = [0.9937539457310149, 0.8948424346779239, 0.980361113743739, 0.6112555451555169, 0.763074606166338];

        Assert.Equal(0.28460418136189527, ExponentialFit.Fit([10, 30, 50, 70, 90], ordinates).At(250), 1e-13);
    }

    [Fact]
    public void Fit_GrowthThatSpeedsUp_IsTheLine()
    {
        // Only a negative rate bends this way, and that explodes; the line is the limit of the allowed ones.
        double[] abscissae = [0, 1, 2, 3, 4];
        double[] ordinates = [0, 1, 4, 9, 16];

        ExponentialFit fit = ExponentialFit.Fit(abscissae, ordinates);

        Assert.Equal(0, fit.Rate);
        Assert.Equal(LeastSquaresLine.Fit(abscissae, ordinates).At(10), fit.At(10));
    }

    [Fact]
    public void Fit_AbscissaeThatDoNotIncrease_Throws() => Assert.Throws<ArgumentException>(() => ExponentialFit.Fit([1, 2, 2, 3], [1, 2, 3, 4]));

    [Fact]
    public void Fit_NoPoints_Throws() => Assert.Throws<ArgumentException>(() => LeastSquaresLine.Fit([], []));
}

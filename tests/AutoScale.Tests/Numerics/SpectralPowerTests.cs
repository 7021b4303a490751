using AutoScale.Numerics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Numerics;

public class SpectralPowerTests
{
    [Theory]
    [InlineData(-1, 0.625, -0.375)]
    [InlineData(-0.5, 0.75, -0.25)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 2.5, 1.5)]
    public void Multiply_KnownMatrix_IsItsPower(double power, double first, double second)
    {
        // [[2.5, 1.5], [1.5, 2.5]] has the eigenvalues 4 and 1 along (1, 1) and (1, −1).
        GramianEigen eigen = new(2);
        eigen.Decompose([2.5, 1.5, 1.5, 2.5]);
        double[] product = new double[2];

        SpectralPower.Multiply(eigen, power, 0, [1, 0], product);

        Near.AssertEqual([first, second], product, absolute: 1e-15);
    }

    [Fact]
    public void Multiply_EigenvalueBelowTheCut_IsLeftOut()
    {
        GramianEigen eigen = new(2);
        eigen.Decompose([2.5, 1.5, 1.5, 2.5]);
        double[] product = new double[2];

        SpectralPower.Multiply(eigen, -1, 1.5, [1, 0], product);

        Near.AssertEqual([0.125, 0.125], product, 1e-15);
    }
}

using AutoScale.Cli.Progress;

namespace AutoScale.Cli.Tests.Progress;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-1.23456, "-1.235")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123.456, "123.5")]
    [InlineData(123456, "123456")]
    [InlineData(1.2e-5, "1.2e-05")]
    [InlineData(3e7, "3e+07")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Number_AnyValue_HasAboutFourDigits(double value, string expected) => Assert.Equal(expected, Quantity.Number(value));

    [Theory]
    [InlineData(0.00042, "420 us")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(0.42, "0.42 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.99, "1 min 00 s")]
    [InlineData(125.4, "2 min 05 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(7620, "2 h 07 min")]
    public void Duration_AnyLength_HasItsTwoLargestUnits(double seconds, string expected) =>
        Assert.Equal(expected, Quantity.Duration(TimeSpan.FromSeconds(seconds)));
}

using AutoScale.Reporting.Data;

namespace AutoScale.Reporting.Tests.Data;

public sealed class PageNumberTests
{
    [Theory]
    [InlineData(1.23456789, "1.2346")]
    [InlineData(-0.000012345678, "-1.2346E-05")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0, "0")]
    [InlineData(400, "400")]
    public void Of_FiniteNumber_HasFiveDigits(double value, string expected) => Assert.Equal(expected, PageNumber.Of(value)!.ToJsonString());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Of_WhatJsonCannotHold_IsNull(double value) => Assert.Null(PageNumber.Of(value));
}

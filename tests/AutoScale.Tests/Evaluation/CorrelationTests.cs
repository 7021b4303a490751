using AutoScale.Evaluation;

namespace AutoScale.Tests.Evaluation;

public sealed class CorrelationTests
{
    private static readonly BootstrapOptions _quick = new() { Resamples = 500 };

    [Fact]
    public void Pearson_PairsByHand_IsTheFormula()
    {
        // Means 2.5 and 2.5; Σ(x − x̄)(y − ȳ) = 4, Σ(x − x̄)² = Σ(y − ȳ)² = 5. With 2 degrees of freedom p = 1 − r exactly.
        CorrelationResult result = Correlation.Pearson([1, 2, 3, 4], [2, 1, 4, 3], _quick);

        Assert.Equal(0.6, result.Coefficient, 1e-14);
        Assert.Equal(0.4, result.PValue, 1e-12);
        Assert.Equal((4, PValueKind.StudentT), (result.Count, result.PValueKind));
    }

    [Theory]
    [InlineData(16, 0.5, 0.04858028888702393)]
    [InlineData(19, -0.8, 3.9238561936082627e-5)]
    public void Pearson_KnownCoefficient_HasTheTailsOfTheDensity(int count, double coefficient, double expected)
    {
        (double[] x, double[] y) = PairsOf(count, coefficient);

        CorrelationResult result = Correlation.Pearson(x, y, _quick);

        // The expected tails are numerical integrals of Student's density from t = r·√((n − 2)/(1 − r²)) on.
        Assert.Equal(coefficient, result.Coefficient, 1e-12);
        Assert.Equal(1, result.PValue / expected, 1e-11);
    }

    [Fact]
    public void Spearman_FivePairsInOrder_HasTwoOrdersAsFar()
    {
        CorrelationResult result = Correlation.Spearman([1, 2, 3, 4, 5], [1, 10, 100, 1000, 10000], _quick);

        Assert.Equal(1, result.Coefficient, 1e-15);
        Assert.Equal(2.0 / 120, result.PValue, 1e-15); // The order itself and its reverse.
        Assert.Equal(PValueKind.ExactPermutation, result.PValueKind);
    }

    [Fact]
    public void Spearman_FourPairs_CountsOrdersAsListedByHand()
    {
        // Σd² = 2 gives ρ = 0.8. Of the 24 orders Σd² is 0 once, 2 three times, and as often 20 and 18: 8 are as far from 10.
        CorrelationResult result = Correlation.Spearman([1, 2, 3, 4], [1, 2, 4, 3], _quick);

        Assert.Equal(0.8, result.Coefficient, 1e-15);
        Assert.Equal(8.0 / 24, result.PValue, 1e-15);
    }

    [Fact]
    public void Spearman_ManyPairs_ApproximatesThePermutationTest()
    {
        Random random = new(4);
        double[] x = [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(value => value + random.NextDouble())];
        double exact = Correlation.Spearman(x, y, _quick).PValue;
        double coefficient = Correlation.Spearman(x, y, _quick).Coefficient;
        (double[] a, double[] b) = PairsOf(9, coefficient);

        // Student's t with the coefficient of the ranks, as it is used from ten pairs on, is already close at nine.
        Assert.Equal(exact, Correlation.Pearson(a, b, _quick).PValue, 0.02);
        Assert.Equal(PValueKind.ApproximateT, Correlation.Spearman([.. x, 2], [.. y, 2], _quick).PValueKind);
    }

    [Fact]
    public void Spearman_AnyMonotoneChange_IsTheSame()
    {
        Random random = new(8);
        double[] x = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];

        CorrelationResult plain = Correlation.Spearman(x, y, _quick);
        CorrelationResult changed = Correlation.Spearman([.. x.Select(Math.Exp)], [.. y.Select(value => -1 / value)], _quick);

        Assert.Equal(plain, changed);
        Assert.InRange(plain.Coefficient, plain.Interval.Low, plain.Interval.High);
        Assert.Equal(plain.Coefficient, Correlation.Spearman(y, x, _quick).Coefficient, 1e-14);
    }

    [Fact]
    public void PValue_NoRelation_IsUniform()
    {
        Random random = new(12);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => Correlation.Pearson(
            [.. Enumerable.Range(0, 10).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, 10).Select(_ => random.NextDouble())], new() { Resamples = 1 }).PValue)];

        Assert.InRange(values.Count(value => value < 0.1), 20, 60); // 40 expected, standard deviation 6.
        Assert.InRange(values.Average(), 0.44, 0.56);
    }

    [Fact]
    public void Correlations_ConstantQuantity_AreUndefined()
    {
        double[] constant = [0.1, 0.1, 0.1];
        foreach (CorrelationResult result in new[] { Correlation.Pearson(constant, [1, 2, 3], _quick), Correlation.Spearman([1, 2, 3], constant, _quick) })
        {
            Assert.Equal((double.NaN, double.NaN, 500), (result.Coefficient, result.PValue, result.Interval.Undefined));
            Assert.Equal(double.NaN, result.Interval.Low);
        }
    }

    [Fact]
    public void Correlations_PairsThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlation.Spearman([1, 2, 3], [1, double.NaN, 2]));
    }

    [Fact]
    public void Interval_SameSeed_IsTheSameAndHoldsTheMean()
    {
        double[] values = [.. Enumerable.Range(1, 20).Select(value => (double)value)];

        SeedStatistic first = SeedStatistic.Of(values);

        Assert.Equal(first, SeedStatistic.Of(values));
        Assert.NotEqual(first.Interval, SeedStatistic.Of(values, new() { Seed = 2 }).Interval);

        // σ/√n = √(33.25/20) = 1.289 around 10.5: the normal interval is [7.97, 13.03].
        Assert.InRange(first.Interval.Low, 7.8, 8.2);
        Assert.InRange(first.Interval.High, 12.8, 13.2);
        Assert.Equal(Math.Sqrt(35), first.StandardDeviation, 1e-12);
    }

    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(10, 1)]
    [InlineData(10, double.NaN)]
    public void Bootstrap_OptionOutOfRange_Throws(int resamples, double confidence) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Bootstrap.Interval(3, indices => indices[0], new() { Resamples = resamples, Confidence = confidence }));

    /// <summary>Pairs with exactly this coefficient: y = r·u + √(1 − r²)·v for two centred unit vectors u ⟂ v.</summary>
    private static (double[] X, double[] Y) PairsOf(int count, double coefficient)
    {
        double[] u = [.. Enumerable.Range(0, count).Select(at => Math.Cos(2 * Math.PI * at / count))];
        double[] v = [.. Enumerable.Range(0, count).Select(at => Math.Sin(2 * Math.PI * at / count))];
        return (u, [.. u.Zip(v, (a, b) => (coefficient * a) + (Math.Sqrt(1 - (coefficient * coefficient)) * b))]);
    }
}

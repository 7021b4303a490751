using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class ClampTests
{
    [Fact]
    public void Weigh_WeightBelowTheLowerBound_IsRaisedAndTheOtherLowered()
    {
        // In units of the mean 0.5, (0.02, 1.98) becomes (0.5, 1.5): the sum stays 1.
        double[] weights = Scripted.Step(new Clamp(new Scripted([0.01, 0.99]), 0.5, 3), 1, out Certificate certificate);

        Near.AssertEqual([0.25, 0.75], weights, 1e-14);
        Assert.Equal(new Certificate(0.25, 3, Guards.Singular | Guards.Bounded), certificate);
    }

    [Fact]
    public void Weigh_WeightsWithinTheBounds_StayBitForBit()
    {
        double[] weights = Scripted.Step(new Clamp(new Scripted([0.3, 0.7]), 0.1, 3), 1, out Certificate certificate);

        Assert.Equal([0.3, 0.7], weights);
        Assert.Equal(Guards.Singular, certificate.Guards);
    }

    [Fact]
    public void Weigh_NegativeWeight_CountsAsZero() =>
        Near.AssertEqual([0.4, 1.6], Scripted.Step(new Clamp(new Scripted([-5, 2]), 0.4, 3), 1), 1e-14);

    [Theory]
    [InlineData(0, 0, Guards.Singular)]
    [InlineData(-1, 0, Guards.Singular | Guards.Bounded)]
    public void Weigh_NothingPositive_GivesZeros(double first, double second, Guards guards)
    {
        Assert.Equal([0.0, 0.0], Scripted.Step(new Clamp(new Scripted([first, second]), 0.4, 3), 1, out Certificate certificate));
        Assert.Equal(guards, certificate.Guards);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1)]
    [InlineData(1e200)]
    public void Weigh_RandomWeights_GivesTheNearestOnesWithinTheBounds(double scale)
    {
        Random random = new(3);
        for (int repeat = 0; repeat < 200; repeat++)
        {
            int count = 2 + random.Next(39);
            double[] given = [.. TestStep.Normals(random, count).Select(value => Math.Exp(2 * value))];
            double[] weights = TestStep.Random(random, count, 1).Weigh(new Clamp(new FixedWeights(given), 0.3, 1.5));
            double mean = given.Average();

            Assert.Equal(1, weights.Sum() / given.Sum(), 1e-12);
            Assert.All(weights, weight => Assert.InRange(weight / mean, 0.3 - 1e-12, 1.5 + 1e-12));

            // Nearest: all that no bound holds moved by one amount, those at the lower bound by more, those at the upper by less.
            double[] moved = [.. weights.Zip(given, (after, before) => (after - before) / mean)];
            double[] free = [.. moved.Where((_, task) => weights[task] / mean is > 0.3 + 1e-9 and < 1.5 - 1e-9)];
            Assert.All(free, shift => Assert.Equal(free[0], shift, 1e-9));
            Assert.All(Enumerable.Range(0, free.Length > 0 ? count : 0), task =>
            {
                double beyond = moved[task] - free[0];
                Assert.True(weights[task] / mean > 0.3 + 1e-9 ? beyond < 1e-9 : beyond > -1e-9);
            });

            double[] scaled = TestStep.Random(random, count, 1).Weigh(new Clamp(new Unbounded([.. given.Select(weight => weight * scale)]), 0.3, 1.5));
            Near.AssertEqual(weights, [.. scaled.Select(weight => weight / scale)], 1e-12);
        }
    }

    [Theory]
    [InlineData(-0.1, 3, "The bounds are -0.1 and 3: expected a lower one from 0 to 1 and an upper one of at least 1, in units of the mean weight.")]
    [InlineData(1.1, 3, "The bounds are 1.1 and 3: expected")]
    [InlineData(0.1, 0.9, "The bounds are 0.1 and 0.9: expected")]
    [InlineData(double.NaN, 2, "The bounds are NaN and 2: expected")]
    public void Constructor_BoundsThatNoWeightsMeet_SaysTheRange(double lower, double upper, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new Clamp(new Unitary(), lower, upper)).Message, StringComparison.Ordinal);

    /// <summary>Fixed weights of any size.</summary>
    private sealed class Unbounded(double[] weights) : IWeighting
    {
        public AutoScale.Gradients.Evidence Needs => AutoScale.Gradients.Evidence.Losses;

        public Certificate Weigh(in AutoScale.Gradients.StepEvidence evidence, Span<double> given)
        {
            weights.CopyTo(given);
            return Certificate.Exact;
        }
    }
}

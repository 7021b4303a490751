using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class MgdaTests
{
    [Fact]
    public void Weigh_OrthogonalGradients_WeighsByInverseSquaredNorm()
    {
        // g₀ = (1, 0) and g₁ = (0, 2): the point nearest to 0 on the segment between them is 0.8·g₀ + 0.2·g₁.
        TestStep step = new([[1, 0], [0, 2]], [1, 1]);

        Near.AssertEqual([0.8, 0.2], step.Weigh(new Mgda(), out Certificate certificate), 1e-14);
        Assert.InRange(certificate.Residual, 0, 1e-15);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new Mgda());

        Near.AssertEqual([0.6, 0.4], weights, 1e-14);
        Near.AssertEqual([0, 1, 1], step.Combine(weights), 1e-14);
    }

    [Fact]
    public void Weigh_TwoTasks_IsTheClosedForm()
    {
        // Sener and Koltun, Algorithm 1: γ = clip((g₁ − g₀)·g₁/‖g₀ − g₁‖², 0, 1) is the weight of g₀.
        Random random = new(2);
        for (int run = 0; run < 100; run++)
        {
            TestStep step = TestStep.Random(random, 2, 3).Scaled([1, Math.Pow(10, random.NextDouble())]);
            double difference = step.Gramian[0, 0] + step.Gramian[1, 1] - (2 * step.Gramian[0, 1]);
            double first = Math.Clamp((step.Gramian[1, 1] - step.Gramian[0, 1]) / difference, 0, 1);

            Near.AssertEqual([first, 1 - first], step.Weigh(new Mgda()), 1e-12);
        }
    }

    [Theory]
    [InlineData(GradientNormalization.None)]
    [InlineData(GradientNormalization.L2)]
    [InlineData(GradientNormalization.Loss)]
    [InlineData(GradientNormalization.LossAndL2)]
    public void Weigh_Normalized_IsPlainMgdaOfTheDividedGradients(GradientNormalization normalization)
    {
        Random random = new(3);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 5, 7);
            double[] divisors = [.. step.Losses.Select((loss, task) => normalization switch
            {
                GradientNormalization.None => 1,
                GradientNormalization.L2 => step.Gramian.Norm(task),
                GradientNormalization.Loss => loss,
                _ => loss * step.Gramian.Norm(task),
            })];
            TestStep divided = step.Scaled([.. divisors.Select(divisor => 1 / divisor)]);

            double[] shares = divided.Weigh(new Mgda());
            double[] weights = step.Weigh(new Mgda(normalization));

            Near.AssertEqual([.. shares.Select((share, task) => share / divisors[task])], weights, 1e-10);
            Near.AssertEqual(divided.Combine(shares), step.Combine(weights), 1e-10);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_RandomGradients_IsShortestAndUphillForNone(int taskCount)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 30; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, 3 + (taskCount / 2));

            double[] weights = step.Weigh(new Mgda(), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            Assert.Equal(1, weights.Sum(), 1e-12);
            Assert.All(weights, weight => Assert.True(weight >= 0));
            double[] update = step.Combine(weights);
            double squared = TestStep.Dot(update, update);
            double largest = step.Gramian.LargestSquaredNorm;
            Assert.All(step.Gradients, gradient => Assert.True(TestStep.Dot(gradient, update) - squared >= -1e-12 * largest));
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_NormsApartByAnyFactor_StaysExact(double factor)
    {
        TestStep step = TestStep.Random(new Random(3), 5, 12).Scaled([1, factor, 1, 1 / factor, 1]);

        double[] weights = step.Weigh(new Mgda(), out Certificate certificate);

        // The update is as short as the shortest gradient at most, and every gradient's part along it is at least its square.
        double[] update = step.Combine(weights);
        double squared = TestStep.Dot(update, update);
        Assert.InRange(certificate.Residual, 0, 1e-14);
        for (int task = 0; task < 5; task++)
        {
            double excess = TestStep.Dot(step.Gradients[task], update) - squared;
            double rounding = 1e-12 * step.Gramian.Norm(task) * weights.Select((weight, other) => weight * step.Gramian.Norm(other)).Sum();
            Assert.InRange(excess, -rounding, weights[task] > 0 ? rounding : double.PositiveInfinity);
        }
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-20)]
    [InlineData(1e20)]
    [InlineData(1e150)]
    public void Weigh_AllGradientsScaled_KeepsTheWeights(double scale)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 12);

        Near.AssertEqual(step.Weigh(new Mgda()), step.Scaled(scale).Weigh(new Mgda()), 1e-12);
    }

    [Fact]
    public void Weigh_OppositeGradients_StopsThere()
    {
        TestStep step = new([[2, 0], [-1, 0]], [1, 1]);

        double[] weights = step.Weigh(new Mgda(), out Certificate certificate);

        Near.AssertEqual([1.0 / 3, 2.0 / 3], weights, 1e-14);
        Assert.Equal(Guards.None, certificate.Guards);
    }

    [Fact]
    public void Weigh_DuplicatedGradient_SplitsItsShareBetweenTheCopies()
    {
        TestStep step = TestStep.Random(new Random(6), 2, 12);
        double[] pair = step.Weigh(new Mgda());

        Near.AssertEqual([pair[0] / 2, pair[0] / 2, pair[1]], step.Permuted([0, 0, 1]).Weigh(new Mgda()), 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new Mgda(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new Mgda()), [weights[0], weights[2], weights[3]], 1e-14);
    }

    [Fact]
    public void Weigh_AllGradientsZero_GivesEqualWeights()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled(0);

        Assert.Equal([0.25, 0.25, 0.25, 0.25], step.Weigh(new Mgda(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Weigh_LossNotPositive_LeavesTheTaskOutWhereTheLossDivides()
    {
        TestStep step = TestStep.Random(new Random(7), 3, 12);
        TestStep finished = step with { Losses = [step.Losses[0], 0, step.Losses[2]] };
        TestStep nearly = step with { Losses = [step.Losses[0], 1e-9, step.Losses[2]] };

        double[] weights = finished.Weigh(new Mgda(GradientNormalization.Loss), out Certificate certificate);

        Assert.Equal(Guards.LossBelowBound | Guards.SkippedTask, certificate.Guards);
        Near.AssertEqual(nearly.Weigh(new Mgda(GradientNormalization.Loss)), weights, 1e-8);
        finished.Weigh(new Mgda(), out Certificate plain);
        Assert.Equal(Guards.None, plain.Guards);
    }

    [Fact]
    public void Constructor_UnknownNormalization_SaysWhichAreValid() =>
        Assert.StartsWith(
            "normalization is 9: expected None, L2, Loss or LossAndL2.",
            Assert.Throws<ArgumentException>(() => new Mgda((GradientNormalization)9)).Message,
            StringComparison.Ordinal);
}

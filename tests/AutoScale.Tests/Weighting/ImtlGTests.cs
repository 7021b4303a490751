using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class ImtlGTests
{
    private static readonly ImtlG _exact = new(new ImtlGOptions { NegativeWeights = NegativeWeightPolicy.Keep });

    [Fact]
    public void Weigh_TwoTasks_WeighsByInverseNormWhateverTheAngle()
    {
        // ‖g₀‖ = 2 and ‖g₁‖ = 6: the weights 3/4 and 1/4 make both parts 1.5 long, and their sum halves the angle.
        for (double angle = 0; angle <= Math.PI; angle += Math.PI / 8)
        {
            TestStep step = new([[2, 0], [6 * Math.Cos(angle), 6 * Math.Sin(angle)]], [1, 1]);

            Near.AssertEqual([0.75, 0.25], step.Weigh(new ImtlG(), out Certificate certificate), 1e-14);
            Assert.InRange(certificate.Residual, 0, 1e-15);
        }
    }

    [Fact]
    public void Weigh_OrthogonalGradients_WeighsByInverseNorm()
    {
        TestStep step = new([[1, 0, 0], [0, 2, 0], [0, 0, 4]], [1, 1, 1]);

        Near.AssertEqual([4.0 / 7, 2.0 / 7, 1.0 / 7], step.Weigh(new ImtlG()), 1e-14);
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new ImtlG());

        Near.AssertEqual([0.5923, 0.4077], weights, absolute: 1e-4);
        Near.AssertEqual([0.0767, 1, 1], step.Combine(weights), absolute: 1e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_RandomGradients_ProjectsEquallyOnAll(int taskCount)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, (2 * taskCount) + 1);

            double[] weights = step.Weigh(_exact, out Certificate certificate);

            Assert.Equal(1, weights.Sum(), 1e-9);
            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            double[] projections = step.Projections(step.Combine(weights));
            double largest = weights.Select((weight, task) => Math.Abs(weight) * step.Gramian.Norm(task)).Sum();
            Assert.InRange(projections.Max() - projections.Min(), 0, 1e-12 * largest);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_NormsApartByAnyFactor_DividesTheWeightByIt(double factor)
    {
        // α ∝ β/‖g‖ and β depends on the directions alone.
        TestStep step = TestStep.Random(new Random(3), 4, 12);
        TestStep scaled = step.Scaled([1, factor, 1, 1 / factor]);

        double[] shares = [.. step.Weigh(_exact).Select((weight, task) => weight * step.Gramian.Norm(task))];
        double[] scaledShares = [.. scaled.Weigh(_exact, out Certificate certificate).Select((weight, task) => weight * scaled.Gramian.Norm(task))];

        Near.AssertEqual([.. shares.Select(share => share / shares[0])], [.. scaledShares.Select(share => share / scaledShares[0])], 1e-10);
        Assert.InRange(certificate.Residual, 0, 1e-12);
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e-20)]
    [InlineData(1e20)]
    [InlineData(1e150)]
    public void Weigh_AllGradientsScaled_KeepsTheWeights(double scale)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 12);

        Near.AssertEqual(step.Weigh(_exact), step.Scaled(scale).Weigh(_exact, out Certificate certificate), 1e-12);
        Assert.InRange(certificate.Residual, 0, 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]);
        TestStep without = step.Permuted([0, 2, 3]);

        double[] weights = step.Weigh(_exact, out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(without.Weigh(_exact), [weights[0], weights[2], weights[3]], 1e-12);
    }

    [Fact]
    public void Weigh_AllGradientsZero_GivesEqualWeights()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled(0);

        Assert.Equal([0.25, 0.25, 0.25, 0.25], step.Weigh(new ImtlG(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Weigh_ZeroGradientUnderThrow_NamesTaskAndIteration()
    {
        ImtlG weighting = new(new ImtlGOptions { ZeroGradient = DegeneratePolicy.Throw });
        TestStep step = TestStep.Random(new Random(5), 3, 12).Scaled([1, 0, 1]);

        DegenerateGradientException exception = Assert.Throws<DegenerateGradientException>(() => step.Weigh(weighting, iteration: 17));

        Assert.StartsWith("The gradient of task 2 of 3 is zero at iteration 17: IMTL-G cannot project on it.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weigh_DuplicatedGradient_SplitsItsShareBetweenTheCopies()
    {
        // Any split solves the equations: the shortest solution is the equal one. The third task is unaffected.
        TestStep step = TestStep.Random(new Random(6), 2, 12);
        TestStep duplicated = step.Permuted([0, 0, 1]);
        double[] pair = step.Weigh(_exact);

        double[] weights = duplicated.Weigh(_exact, out Certificate certificate);

        Assert.Equal(Guards.Singular, certificate.Guards);
        Assert.InRange(certificate.Residual, 0, 1e-9);
        Near.AssertEqual([pair[0] / 2, pair[0] / 2, pair[1]], weights, 1e-9);
    }

    [Fact]
    public void Weigh_GradientsOnTheSamePlane_ReachesTheOrigin()
    {
        // Three directions at 120 degrees: only the zero vector has equal projections on all of them, and 1/‖g‖ combines to it.
        double height = Math.Sqrt(3) / 2;
        TestStep step = new([[2, 0], [-0.5, height], [-1, -2 * height]], [1, 1, 1]);

        double[] weights = step.Weigh(new ImtlG(), out Certificate certificate);

        Near.AssertEqual([0.25, 0.5, 0.25], weights, 1e-9);
        Near.AssertEqual([0, 0], step.Combine(weights), absolute: 1e-9);
        Assert.Equal(Guards.Singular, certificate.Guards);
    }

    [Fact]
    public void Weigh_ExactWeightNegative_ClampsByDefaultAndSaysSo()
    {
        (TestStep step, double[] exact) = StepWithNegativeWeight(sumOfSharesIsNegative: false);

        double[] weights = step.Weigh(new ImtlG(), out Certificate certificate);

        Assert.Equal(Guards.Clamped, certificate.Guards);
        Assert.True(certificate.Residual > 1e-6, "After clamping the projections differ, and the certificate has to say so.");
        double positive = exact.Sum(weight => Math.Max(weight, 0));
        Near.AssertEqual([.. exact.Select(weight => Math.Max(weight, 0) / positive)], weights, 1e-12);
    }

    [Fact]
    public void Weigh_ExactWeightsPointUphill_ClampsToADirectionOfDescent()
    {
        (TestStep step, double[] exact) = StepWithNegativeWeight(sumOfSharesIsNegative: true);
        Assert.All(step.Projections(step.Combine(exact)), projection => Assert.True(projection < 0, "The exact weights raise every loss here."));

        double[] weights = step.Weigh(new ImtlG(), out Certificate certificate);

        Assert.Equal(Guards.Clamped, certificate.Guards);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.True(step.Projections(step.Combine(weights)).Max() > 0, "Non-negative weights lower at least one loss.");
    }

    [Fact]
    public void Weigh_ExactSumVanishes_ClampsEvenUnderKeep()
    {
        // β = (2/3, 2/3, −1/3) for these cosines, and the norm 1/4 of the third makes Σ β/‖g‖ zero: no weights of sum 1 exist.
        TestStep step = new([[1, 0, 0], [0, 1, 0], [0.15, 0.15, 0.25 * Math.Sqrt(0.28)]], [1, 1, 1]);

        double[] weights = step.Weigh(_exact, out Certificate certificate);

        Near.AssertEqual([0.5, 0.5, 0], weights, 1e-12);
        Assert.Equal(Guards.Clamped | Guards.Singular, certificate.Guards);
    }

    [Fact]
    public void Weigh_NegativeUnderThrow_NamesTheIteration()
    {
        ImtlG weighting = new(new ImtlGOptions { NegativeWeights = NegativeWeightPolicy.Throw });
        (TestStep step, _) = StepWithNegativeWeight(sumOfSharesIsNegative: false);

        DegenerateGradientException exception = Assert.Throws<DegenerateGradientException>(() => step.Weigh(weighting, iteration: 9));

        Assert.StartsWith("An exact IMTL-G weight is negative at iteration 9.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weigh_NegativeUnderLastGood_RepeatsTheLastGoodWeights()
    {
        ImtlG weighting = new(new ImtlGOptions { NegativeWeights = NegativeWeightPolicy.LastGood });
        (TestStep bad, _) = StepWithNegativeWeight(sumOfSharesIsNegative: false);
        TestStep good = new([[1, 0, 0], [0, 2, 0], [0, 0, 4]], [1, 1, 1]);

        double[] before = bad.Weigh(weighting, out Certificate first);
        double[] goodWeights = good.Weigh(weighting, out Certificate second);
        double[] after = bad.Weigh(weighting, out Certificate third);

        Near.AssertEqual([1.0 / 3, 1.0 / 3, 1.0 / 3], before, 1e-15);
        Assert.Equal(goodWeights, after);
        Assert.Equal([Guards.LastGood, Guards.None, Guards.LastGood], [first.Guards, second.Guards, third.Guards]);
    }

    [Fact]
    public void Restore_UnderLastGood_RemembersTheLastGoodWeights()
    {
        ImtlGOptions options = new() { ZeroGradient = DegeneratePolicy.LastGood };
        ImtlG first = new(options);
        TestStep good = new([[1, 0, 0], [0, 2, 0], [0, 0, 4]], [1, 1, 1]);
        double[] goodWeights = good.Weigh(first);
        ImtlG second = new(options);

        second.Restore(first.Capture());

        Assert.Equal(goodWeights, good.Scaled([0, 1, 1]).Weigh(second, out Certificate certificate));
        Assert.Equal(Guards.LastGood, certificate.Guards);
    }

    [Fact]
    public void Constructor_PolicyOrToleranceOutOfRange_SaysWhatIsValid()
    {
        Assert.Contains(
            "ZeroGradient is Clamp: expected SkipTask, LastGood or Throw.",
            Assert.Throws<ArgumentException>(() => new ImtlG(new ImtlGOptions { ZeroGradient = DegeneratePolicy.Clamp })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "SingularTolerance is NaN: expected at least 0 and below 1.",
            Assert.Throws<ArgumentException>(() => new ImtlG(new ImtlGOptions { SingularTolerance = double.NaN })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Random gradients, close to one another, whose exact weights have a negative one and, if asked for, point uphill.</summary>
    private static (TestStep Step, double[] Exact) StepWithNegativeWeight(bool sumOfSharesIsNegative)
    {
        Random random = new(11);
        while (true)
        {
            double[] common = TestStep.Normals(random, 6);
            TestStep step = TestStep.Random(random, 3, 6);
            step = new([.. step.Gradients.Select((gradient, task) =>
                gradient.Zip(common, (own, shared) => Math.Pow(10, task) * (shared + (0.3 * own))).ToArray())], step.Losses);
            double[] exact = step.Weigh(_exact);
            if (exact.Min() < -0.01 && step.Projections(step.Combine(exact)).Max() < 0 == sumOfSharesIsNegative)
            {
                return (step, exact);
            }
        }
    }
}

using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class UpGradTests
{
    [Fact]
    public void Weigh_NoConflict_KeepsThePreferences()
    {
        TestStep step = new([[1, 0, 0], [1, 2, 0], [0, 0, 3]], [1, 1, 1]);

        Assert.Equal([1.0, 1.0, 1.0], step.Weigh(new UpGrad(), out Certificate certificate));
        Assert.Equal([1.0, 2.0, 0.5], step.Weigh(new UpGrad(new DualConeOptions { Preference = [1, 2, 0.5] })));
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Fact]
    public void Weigh_TwoTasks_ProjectsEachOntoTheOthersPlane()
    {
        // With g₀·g₁ = −22: g₀ + (22/38)·g₁ is orthogonal to g₁, and g₁ + (22/18)·g₀ to g₀. For two tasks that is PCGrad's sum.
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new UpGrad());

        Near.AssertEqual([1 + (22.0 / 18), 1 + (22.0 / 38)], weights, 1e-14);
        Near.AssertEqual([0.5848, 3.8012, 3.8012], step.Combine(weights), absolute: 1e-4);
    }

    [Fact]
    public void Weigh_AnyTwoTasks_IsPcGrad()
    {
        Random random = new(1);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 2, 3);

            Near.AssertEqual(step.Weigh(new PcGrad()), step.Weigh(new UpGrad()), 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 8)]
    [InlineData(8, 6)]
    [InlineData(12, 3)]
    [InlineData(40, 60)]
    public void Weigh_RandomGradients_AddsExactProjections(int taskCount, int dimensions)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 10; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, dimensions);
            double[] ones = [.. Enumerable.Repeat(1.0, taskCount)];
            double[] all = step.Weigh(new UpGrad(), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            DualProjTests.AssertUphillForNone(step, all);
            for (int task = 0; task < Math.Min(taskCount, 5); task++)
            {
                // The weights are linear in the preferences: one more of a single one adds that task's own projection.
                double[] more = step.Weigh(new UpGrad(new DualConeOptions { Preference = [.. ones.Select((one, other) => other == task ? 2 : 1)] }));

                DualProjTests.AssertNearestInTheCone(step, [.. ones.Select((one, other) => other == task ? 1.0 : 0)], [.. more.Select((weight, other) => weight - all[other])]);
            }
        }
    }

    [Fact]
    public void Weigh_GradientsScaledOneByOne_IsLinear()
    {
        Random random = new(9);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 5, 6);
            double[] first = [.. Enumerable.Range(0, 5).Select(_ => Math.Pow(1e6, random.NextDouble() - 0.5))];
            double[] second = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];

            double[] sum = Update(step, [.. first.Zip(second, (a, b) => (2 * a) + (3 * b))]);

            Near.AssertEqual([.. Update(step, first).Zip(Update(step, second), (a, b) => (2 * a) + (3 * b))], sum, 1e-11);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_AllGradientsScaled_KeepsTheWeights(double scale)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 4);

        Near.AssertEqual(step.Weigh(new UpGrad()), step.Scaled(scale).Weigh(new UpGrad()), 1e-12);
    }

    [Fact]
    public void Weigh_OppositeGradients_CancelsThem()
    {
        // The cone is the line's complement: nothing is left of either, whatever their lengths.
        TestStep step = new([[2, 0], [-1, 0], [0, 1]], [1, 1, 1]);

        Near.AssertEqual([0, 1], step.Combine(step.Weigh(new UpGrad())), absolute: 1e-14);
    }

    [Fact]
    public void Weigh_ZeroGradient_KeepsItsPreferenceAndLeavesTheOthersAlone()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 3).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new UpGrad(), out Certificate certificate);

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.Equal(1, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new UpGrad()), [weights[0], weights[2], weights[3]], 1e-14);
    }

    [Fact]
    public void Weigh_AllGradientsZero_SaysSo()
    {
        Assert.Equal([1.0, 1.0, 1.0], TestStep.Random(new Random(5), 3, 3).Scaled(0).Weigh(new UpGrad(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    private static double[] Update(TestStep step, double[] factors)
    {
        TestStep scaled = step.Scaled(factors);
        return scaled.Combine(scaled.Weigh(new UpGrad()));
    }
}

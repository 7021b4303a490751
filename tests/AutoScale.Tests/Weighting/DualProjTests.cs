using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class DualProjTests
{
    [Fact]
    public void Weigh_NoConflict_KeepsThePreferences()
    {
        TestStep step = new([[1, 0], [1, 2]], [1, 1]);

        Assert.Equal([1.0, 1.0], step.Weigh(new DualProj(), out Certificate certificate));
        Assert.Equal([1.0, 2.0], step.Weigh(new DualProj(new DualConeOptions { Preference = [1, 2] })));
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Fact]
    public void Weigh_GoldenMatrix_RaisesTheTaskThatLoses()
    {
        // g₀·(g₀ + g₁) = 18 − 22 = −4: another 4/18 of g₀ brings it to 0, and g₁ still gains.
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new DualProj());

        Near.AssertEqual([1 + (4.0 / 18), 1], weights, 1e-14);
        double[] asPublished = step.Weigh(new DualProj(new DualConeOptions { Preference = [0.5, 0.5], Regularization = 1e-4 }));
        Near.AssertEqual([0.6109, 0.5], asPublished, absolute: 1e-4);
        Near.AssertEqual([0.5563, 1.1109, 1.1109], step.Combine(asPublished), absolute: 1e-4);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 8)]
    [InlineData(8, 6)]
    [InlineData(12, 3)]
    [InlineData(40, 60)]
    public void Weigh_RandomGradients_IsTheExactProjection(int taskCount, int dimensions)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 30; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, dimensions).Scaled([.. Enumerable.Range(0, taskCount).Select(_ => Math.Pow(100, random.NextDouble()))]);
            double[] preference = [.. Enumerable.Range(0, taskCount).Select(_ => 0.1 + random.NextDouble())];

            double[] weights = step.Weigh(new DualProj(new DualConeOptions { Preference = preference }), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            AssertNearestInTheCone(step, preference, weights);
        }
    }

    [Fact]
    public void Weigh_Regularized_IsExactForGradientsWithAPartOfTheirOwn()
    {
        // ρ·tr(M) on the diagonal is the Gramian of gradients that each have one more coordinate, orthogonal to all others.
        Random random = new(3);
        int changed = 0;
        for (int run = 0; run < 20; run++)
        {
            TestStep step = TestStep.Random(random, 4, 3);
            double own = Math.Sqrt(0.01 * Enumerable.Range(0, 4).Sum(task => step.Gramian[task, task]));
            TestStep longer = new([.. step.Gradients.Select((gradient, task) => gradient.Concat(Enumerable.Range(0, 4).Select(k => k == task ? own : 0)).ToArray())], step.Losses);

            double[] regularized = step.Weigh(new DualProj(new DualConeOptions { Regularization = 0.01 }));

            Near.AssertEqual(longer.Weigh(new DualProj()), regularized, 1e-12);
            changed += regularized.SequenceEqual(step.Weigh(new DualProj())) ? 0 : 1;
        }

        Assert.True(changed > 5);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_NormsApartByAnyFactor_StaysExact(double factor)
    {
        TestStep step = TestStep.Random(new Random(4), 5, 4).Scaled([1, factor, 1, 1 / factor, 1]);

        AssertNearestInTheCone(step, [1, 1, 1, 1, 1], step.Weigh(new DualProj()));
        Near.AssertEqual(step.Weigh(new DualProj()), step.Scaled(factor).Weigh(new DualProj()), 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradient_KeepsItsPreference()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 3).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new DualProj(), out Certificate certificate);

        Assert.Equal(Guards.None, certificate.Guards);
        Assert.Equal(1, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new DualProj()), [weights[0], weights[2], weights[3]], 1e-14);
    }

    [Fact]
    public void Weigh_AllGradientsZero_SaysSo()
    {
        Assert.Equal([1.0, 1.0, 1.0], TestStep.Random(new Random(5), 3, 3).Scaled(0).Weigh(new DualProj(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }

    [Fact]
    public void Weigh_SumThatVanishes_KeepsThePreferences()
    {
        // What rounding leaves of the sum has no projection worth the name, and is no violation either.
        Random random = new(6);
        for (int run = 0; run < 100; run++)
        {
            TestStep step = TestStep.Random(random, 2 + (run % 6), 12);
            double[] mean = [.. Enumerable.Range(0, 12).Select(entry => step.Gradients.Average(gradient => gradient[entry]))];
            step = new TestStep([.. step.Gradients.Select(gradient => gradient.Zip(mean, (value, average) => value - average).ToArray())], step.Losses);

            double[] weights = step.Weigh(new DualProj(), out Certificate certificate);

            Near.AssertEqual([.. weights.Select(_ => 1.0)], weights, 1e-13);
            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-14);
        }
    }

    [Theory]
    [InlineData(-1, 1, "Regularization is -1: expected a number of at least 0.")]
    [InlineData(0, 0, "Preference is [1, 0]: expected finite numbers above 0.")]
    public void Constructor_SettingOutsideItsRange_SaysSo(double regularization, double preference, string message)
    {
        DualConeOptions options = new() { Regularization = regularization, Preference = [1, preference] };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new DualProj(options)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new UpGrad(options)).Message);
    }

    [Fact]
    public void Weigh_PreferencesForOtherTasks_SaysSo()
    {
        DualProj weighting = new(new DualConeOptions { Preference = [1, 1] });

        ArgumentException exception = Assert.Throws<ArgumentException>(() => TestStep.Random(new Random(5), 3, 3).Weigh(weighting));

        Assert.StartsWith("Preference needs one element per task or none: expected 3 or 0, got 2.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The conditions of v = argmin vᵀMv over v ≥ u: Mv ≥ 0 and (v − u)·Mv = 0.</summary>
    internal static void AssertNearestInTheCone(TestStep step, double[] preference, double[] weights)
    {
        double parts = AssertUphillForNone(step, weights);
        double[] projections = step.Projections(step.Combine(weights));
        for (int task = 0; task < weights.Length; task++)
        {
            double extra = (weights[task] - preference[task]) * step.Gramian.Norm(task);
            Assert.True(extra >= -1e-12 * parts);
            Assert.InRange(Math.Min(Math.Abs(extra), Math.Abs(projections[task])), 0, 1e-10 * parts);
        }
    }

    /// <summary>No projection on a task gradient is negative beyond rounding. Gives the sum of the lengths of the update's parts.</summary>
    internal static double AssertUphillForNone(TestStep step, double[] weights)
    {
        double parts = weights.Select((weight, task) => Math.Abs(weight) * step.Gramian.Norm(task)).Sum();
        Assert.All(step.Projections(step.Combine(weights)), projection => Assert.True(projection >= -1e-11 * parts));
        return parts;
    }
}

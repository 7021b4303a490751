using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class EdmTests
{
    [Fact]
    public void Weigh_TwoTasks_FollowsTheBisectorWhateverTheAngle()
    {
        // ‖g₀‖ = 2 and ‖g₁‖ = 6: the weights 3/4 and 1/4 make both parts 1.5 long, and their sum halves the angle.
        for (double angle = 0; angle <= Math.PI; angle += Math.PI / 8)
        {
            TestStep step = new([[2, 0], [6 * Math.Cos(angle), 6 * Math.Sin(angle)]], [1, 1]);

            Near.AssertEqual([0.75, 0.25], step.Weigh(new Edm()), 1e-14);
        }
    }

    [Fact]
    public void Weigh_ThirdBetweenTheOthers_LeavesItOut()
    {
        // u₂ is nearer to the bisector of u₀ and u₁ than they are: IMTL-G would turn it round, EDM does without it.
        TestStep step = new([[1, 0], [0, 2], [3, 3]], [1, 1, 1]);

        Near.AssertEqual([2.0 / 3, 1.0 / 3, 0], step.Weigh(new Edm()), 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_RandomGradients_HasOneAngleToAllInUseAndASmallerOneToTheRest(int taskCount)
    {
        Random random = new(taskCount);
        for (int run = 0; run < 30; run++)
        {
            TestStep step = TestStep.Random(random, taskCount, 3 + (taskCount / 2)).Scaled([.. Enumerable.Range(0, taskCount).Select(_ => Math.Pow(1e6, random.NextDouble()))]);

            double[] weights = step.Weigh(new Edm(), out Certificate certificate);

            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-12);
            Assert.Equal(1, weights.Sum(), 1e-12);
            double[] projections = step.Projections(step.Combine(weights));
            double rounding = 1e-11 * weights.Select((weight, task) => weight * step.Gramian.Norm(task)).Sum();
            double common = projections.Where((_, task) => weights[task] > 0).Average();
            Assert.True(common >= -rounding);
            Assert.All(projections.Zip(weights), pair => Assert.InRange(pair.First - common, -rounding, pair.Second > 0 ? rounding : double.PositiveInfinity));
        }
    }

    [Fact]
    public void Weigh_EveryTaskInUse_IsImtlG()
    {
        Random random = new(6);
        int compared = 0;
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 4, 30);
            double[] impartial = step.Weigh(new ImtlG(), out Certificate certificate);
            if (certificate.Guards == Guards.None)
            {
                compared++;
                Near.AssertEqual(impartial, step.Weigh(new Edm()), 1e-12);
            }
        }

        Assert.True(compared > 10);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_NormsApartByAnyFactor_DividesTheWeightByIt(double factor)
    {
        TestStep step = TestStep.Random(new Random(3), 4, 12);
        TestStep scaled = step.Scaled([1, factor, 1, 1 / factor]);
        double[] parts = [.. step.Weigh(new Edm()).Select((weight, task) => weight * step.Gramian.Norm(task))];
        double[] scaledParts = [.. scaled.Weigh(new Edm()).Select((weight, task) => weight * scaled.Gramian.Norm(task))];

        Near.AssertEqual([.. parts.Select(part => part / parts.Sum())], [.. scaledParts.Select(part => part / scaledParts.Sum())], 1e-12);
    }

    [Fact]
    public void Weigh_ZeroGradient_LeavesTheTaskOut()
    {
        TestStep step = TestStep.Random(new Random(5), 4, 12).Scaled([1, 0, 1, 1]);

        double[] weights = step.Weigh(new Edm(), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Assert.Equal(0, weights[1]);
        Near.AssertEqual(step.Permuted([0, 2, 3]).Weigh(new Edm()), [weights[0], weights[2], weights[3]], 1e-14);
    }

    [Fact]
    public void Weigh_AllGradientsZero_GivesEqualWeights()
    {
        Assert.Equal([0.25, 0.25, 0.25, 0.25], TestStep.Random(new Random(5), 4, 12).Scaled(0).Weigh(new Edm(), out Certificate certificate));
        Assert.Equal(Guards.AllZero, certificate.Guards);
    }
}

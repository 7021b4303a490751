using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class PcGradTests
{
    [Fact]
    public void Weigh_NoConflict_IsThePlainSum()
    {
        TestStep step = new([[1, 0, 0], [1, 2, 0], [0, 1, 5]], [1, 1, 1]);

        Assert.Equal([1.0, 1.0, 1.0], step.Weigh(new PcGrad()));
    }

    [Fact]
    public void Weigh_GoldenMatrix_MatchesThePublishedValues()
    {
        TestStep step = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);

        double[] weights = step.Weigh(new PcGrad());

        Near.AssertEqual([1 + (22.0 / 18), 1 + (22.0 / 38)], weights, 1e-14);
        Near.AssertEqual([0.5848, 3.8012, 3.8012], step.Combine(weights), absolute: 1e-4);
    }

    [Fact]
    public void Weigh_TwoTasks_HasTheClosedFormAndNeverConflicts()
    {
        Random random = new(1);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 2, 3).Scaled([1, Math.Pow(10, random.Next(-12, 13))]);
            double dot = Math.Min(step.Gramian[0, 1], 0);

            double[] weights = step.Weigh(new PcGrad());

            Assert.Equal(1, weights[0] / (1 - (dot / step.Gramian[0, 0])), 1e-12);
            Assert.Equal(1, weights[1] / (1 - (dot / step.Gramian[1, 1])), 1e-12);
            Assert.All(step.Projections(step.Combine(weights)), projection => Assert.True(projection > 0));
        }
    }

    [Fact]
    public void Weigh_TwoTasks_IsUpGradOfTheSum()
    {
        Random random = new(2);
        for (int run = 0; run < 50; run++)
        {
            TestStep step = TestStep.Random(random, 2, 3);

            Near.AssertEqual(step.Weigh(new UpGrad()), step.Weigh(new PcGrad()), 1e-12);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void Weigh_AnyTasks_EqualsProjectingTheGradientsThemselves(int taskCount)
    {
        Random random = new(taskCount);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            TestStep step = TestStep.Random(random, taskCount, 12);
            int[][] orders = [.. Enumerable.Range(0, taskCount).Select(_ => Shuffled(random, taskCount))];

            double[] weights = step.Weigh(new PcGrad((_, task, _) => orders[task]));

            Near.AssertEqual(Project(step, orders), step.Combine(weights), 1e-10);
        }
    }

    [Fact]
    public void Weigh_OneGradientScaled_KeepsTheDirectionsItIsProjectedOn()
    {
        // Other tasks' weights of the scaled gradient are divided by the factor; its own part grows with it.
        TestStep step = new([[1, 0], [-1, 1]], [1, 1]);

        Near.AssertEqual([1 + 1e12, 1 + (0.5 * 1e-12)], step.Scaled([1, 1e12]).Weigh(new PcGrad()), 1e-12);
    }

    [Fact]
    public void Weigh_OppositeGradients_LeaveNothing()
    {
        TestStep step = new([[2, 1], [-4, -2]], [1, 1]);

        Near.AssertEqual([0, 0], step.Combine(step.Weigh(new PcGrad())), absolute: 1e-14);
    }

    [Fact]
    public void Weigh_ZeroGradient_ConflictsWithNone()
    {
        TestStep step = new([[1, 0], [0, 0], [-1, 1]], [1, 1, 1]);

        Near.AssertEqual([2, 1, 1.5], step.Weigh(new PcGrad(), out Certificate certificate), 1e-14);
        Assert.Equal(Certificate.Exact, certificate);
    }

    [Fact]
    public void Weigh_SameSeedAndIteration_DrawsTheSameOrder()
    {
        TestStep step = TestStep.Random(new Random(7), 6, 4);

        Assert.Equal(step.Weigh(new PcGrad(3), 5), step.Weigh(new PcGrad(3), 5));
        Assert.NotEqual(step.Weigh(new PcGrad(3), 5), step.Weigh(new PcGrad(3), 6));
        Assert.NotEqual(step.Weigh(new PcGrad(3), 5), step.Weigh(new PcGrad(4), 5));
    }

    [Fact]
    public void RandomOrder_ManyIterations_IsEveryOrderAboutAsOften()
    {
        ProjectionOrder order = GradientSurgery.RandomOrder(1);
        Dictionary<string, int> counts = [];
        for (int iteration = 1; iteration <= 6000; iteration++)
        {
            string drawn = string.Join(',', order(iteration, 2, new int[3]).ToArray());
            counts[drawn] = counts.GetValueOrDefault(drawn) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150)); // Five standard deviations.
    }

    private static int[] Shuffled(Random random, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    /// <summary>The paper's algorithm on the gradients themselves.</summary>
    private static double[] Project(TestStep step, int[][] orders)
    {
        double[] sum = new double[step.Gradients[0].Length];
        for (int task = 0; task < step.TaskCount; task++)
        {
            double[] gradient = [.. step.Gradients[task]];
            foreach (double[] other in orders[task].Where(other => other != task).Select(other => step.Gradients[other]))
            {
                double part = Math.Min(TestStep.Dot(gradient, other), 0) / TestStep.Dot(other, other);
                gradient = [.. gradient.Zip(other, (own, against) => own - (part * against))];
            }

            sum = [.. sum.Zip(gradient, (first, second) => first + second)];
        }

        return sum;
    }
}

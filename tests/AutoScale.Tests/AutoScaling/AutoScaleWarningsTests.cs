using AutoScale.AutoScaling;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling;

public class AutoScaleWarningsTests
{
    [Fact]
    public void Weigh_ProjectionLowersAWeightToTheFloor_DoesNotSayRaised()
    {
        AutoScaleOptions options = new()
        {
            TaskCount = 3, TotalIterations = 40, Alpha = 0.5, Tau = 10, Gamma = 1, TaskNames = ["a", "b", "depth"],
        };
        AutoScaleWeighting weighting = new(new FixedWeights([1, 1, 1]), options);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            // Windows with their middles after 5 and 15 steps and w = (1, 1, 1) and (1.96, 0.74, 0.3): the line at 40 says (4.36, 0.09, -1.45).
            double[] norms = iteration <= 10 ? [1, 1, 1] : [1 / 1.96, 1 / 0.74, 1 / 0.3];
            weighting.Weigh(new StepEvidence { Iteration = iteration, Losses = [1, 1, 1], GradientNorms = norms }, new double[3]);
        }

        new AutoScaleRun(3, 40).Run(weighting, 21, 40);

        Assert.Equal(
            [
                "The weight of task 'b' was lowered to the floor 0.001 from 0.09, where the nearest weights that sum to K = 3 have it: the task is nearly switched off for the rest of the run.",
                "The weight of task 'depth' was raised to the floor 0.001 from -1.45: the task is nearly switched off for the rest of the run.",
            ],
            weighting.Warnings.Where(warning => warning.Contains("the floor", StringComparison.Ordinal)));
    }
}

using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class GradNormTests
{
    private static readonly ScalarLearning _sgd = new() { LearningRate = 0.1, Optimizer = ScalarOptimizer.Sgd };

    [Fact]
    public void Weigh_SecondStep_HasMovedAgainstTheSlopesToTheSumK()
    {
        // Norms 3 and 1, mean 2: slopes +3 and −1, so w goes from (1, 1) to (0.7, 1.1), and divided by its sum to (7/9, 11/9).
        GradNorm gradNorm = new(2, new GradNormOptions { Learning = _sgd });
        TestStep step = new([[3], [1]], [1, 1]);

        Assert.Equal([1, 1], step.Weigh(gradNorm, 1));
        Near.AssertEqual([7.0 / 9, 11.0 / 9], step.Weigh(gradNorm, 2));
    }

    [Theory]
    [InlineData(GradNormForm.Projected)]
    [InlineData(GradNormForm.Softmax)]
    [InlineData(GradNormForm.Free)]
    public void Weigh_SameStepForLong_BringsTheNormsToTheirTargets(GradNormForm form)
    {
        // The last losses are 1, 2 and 1 times the first: r = (¾, 3/2, ¾), so G must be as 1 : 2 : 1 with α = 1.
        GradNorm gradNorm = new(3, new GradNormOptions { Alpha = 1, Form = form, InitialLosses = [1, 1, 1], Learning = _sgd with { LearningRate = 1e-4 } });
        TestStep step = new([[1], [2], [4]], [1, 2, 1]);
        double[] weights = [];
        for (int iteration = 1; iteration <= 30000; iteration++)
        {
            weights = step.Weigh(gradNorm, iteration);
        }

        WeightScaling.Apply(WeightScale.SumToOne, weights);
        Near.AssertEqual([1 / 2.25, 1 / 2.25, 0.25 / 2.25], weights, 5e-3);
    }

    [Fact]
    public void Weigh_StepBelowTheFloor_ProjectsAndSaysSo()
    {
        GradNorm gradNorm = new(3, new GradNormOptions { Floor = 0.25, Learning = _sgd with { LearningRate = 1 } });
        TestStep step = new([[9], [1], [1.5]], [1, 1, 1]);

        step.Weigh(gradNorm, out Certificate certificate, 1);
        double[] weights = step.Weigh(gradNorm, 2);

        Assert.Equal(Guards.Clamped, certificate.Guards);
        Near.AssertEqual([0.25, 1.125, 1.625], weights); // (−8, 2, 2.5), projected.
    }

    [Fact]
    public void Weigh_FreeWeightsWithoutAPositiveSum_GoBackToOneAndSaySo()
    {
        GradNorm gradNorm = new(2, new GradNormOptions { Form = GradNormForm.Free });
        WeightingState state = gradNorm.Capture();
        state.Values["scalars"][0] = -1;
        gradNorm.Restore(state);

        new TestStep([[3], [1]], [1, 1]).Weigh(gradNorm, out Certificate certificate);

        Assert.Equal(Guards.ParameterBounded, certificate.Guards);
        Assert.Equal([1, 1], new TestStep([[3], [1]], [1, 1]).Weigh(gradNorm, 2));
    }

    [Theory]
    [InlineData(GradNormForm.Softmax)]
    [InlineData(GradNormForm.Free)]
    public void Weigh_OtherForms_KeepFiniteWeightsAndTheirState(GradNormForm form)
    {
        GradNormOptions options = new() { Form = form, Learning = _sgd };
        GradNorm uninterrupted = new(4, options);
        GradNorm resumed = new(4, options);
        double[] scales = [1, 1e-20, 1e20, 0, 1e12];
        for (int iteration = 1; iteration <= 40; iteration++)
        {
            TestStep step = TestStep.Random(new Random(iteration), 4, 6).Scaled(scales[iteration % scales.Length]);
            double[] expected = step.Weigh(uninterrupted, iteration);

            Near.AssertFinite(expected);
            Assert.Equal(expected, step.Weigh(resumed, iteration));
            GradNorm fresh = new(4, options);
            fresh.Restore(resumed.Capture());
            resumed = fresh;
        }
    }

    [Fact]
    public void Weigh_NormsAlone_IsEnough()
    {
        double[] weights = new double[2];
        new GradNorm(2).Weigh(new StepEvidence { Iteration = 1, Losses = [1, 2], GradientNorms = [3, 4] }, weights);

        Assert.Equal([1, 1], weights);
    }

    [Fact]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid()
    {
        Assert.Equal("Alpha is -1: expected a number from 0 to 100.", Refusal(new GradNormOptions { Alpha = -1 }));
        Assert.Equal("Floor is 0: expected a number above 0 and at most 0.5.", Refusal(new GradNormOptions { Floor = 0 }));
        Assert.Equal("Form is 9: expected Projected, Softmax or Free.", Refusal(new GradNormOptions { Form = (GradNormForm)9 }));
        Assert.Equal("InitialLosses needs one element per task or none: expected 2 or 0, got 3.", Refusal(new GradNormOptions { InitialLosses = [1, 1, 1] }));
        Assert.Equal("InitialLosses holds a number that is not above 0 and finite.", Refusal(new GradNormOptions { InitialLosses = [1, 0] }));
    }

    private static string Refusal(GradNormOptions options) => Assert.Throws<ArgumentException>(() => new GradNorm(2, options)).Message;
}

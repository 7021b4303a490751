using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class FamoTests
{
    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.IdsOf("FAMO")];

    [Fact]
    public void Weigh_FirstStep_WeighsByInverseLoss()
    {
        // Equal logits: wᵢ ∝ 1/Lᵢ, here 1 : 1/3.
        Famo famo = new(2);

        Near.AssertEqual([0.75, 0.25], Losses([1, 3]).Weigh(famo), 1e-7);
    }

    [Fact]
    public void Observe_FirstLook_MovesTheLogitsByTheLearningRateTowardsTheSlowTask()
    {
        // Adam's first step is the learning rate times the sign: task 0 rose and gains, task 1 fell and loses.
        Famo famo = new(2, new FamoOptions { Decay = 0 });

        (Losses([1, 3]) with { LossesAfter = [1.1, 2] }).Weigh(famo);

        Near.AssertEqual([0.025, -0.025], famo.Logits.ToArray(), 1e-6);
    }

    [Fact]
    public void Observe_AllLossesFallAtTheSameRate_KeepsTheLogits()
    {
        // Without ε, which Adam would blow up: it divides the tiny difference that ε makes by its own size.
        Famo famo = new(3, new FamoOptions { Epsilon = 1e-100 });

        (Losses([1, 4, 16]) with { LossesAfter = [0.5, 2, 8] }).Weigh(famo);

        Assert.All(famo.Logits.ToArray(), logit => Assert.InRange(Math.Abs(logit), 0, 1e-6));
    }

    [Fact]
    public void Weigh_SlowTaskForManySteps_EndsWithTheLargestShare()
    {
        Famo famo = new(3, new FamoOptions { Decay = 0 });
        for (int step = 1; step <= 200; step++)
        {
            (Losses([1, 1, 1]) with { LossesAfter = [0.99, 0.9, 0.9] }).Weigh(famo, step);
        }

        double[] weights = Losses([1, 1, 1]).Weigh(famo);

        Assert.True(weights[0] > 0.9, $"The slow task has weight {weights[0]}.");
        Assert.Equal(weights[1], weights[2], 1e-12);
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_ReferenceTrajectory_HasTheSameSharesAndLogits(string id)
    {
        JsonElement run = ReferenceTrajectories.Find(id);
        Famo famo = (Famo)ReferenceTrajectories.Create(run);
        foreach (JsonElement step in run.GetProperty("steps").EnumerateArray())
        {
            JsonElement output = step.GetProperty("output");
            double[] shares = [.. famo.Logits];
            double sum = shares.Sum(Math.Exp);
            Near.AssertEqual(ReferenceFiles.Numbers(output.GetProperty("z")), [.. shares.Select(logit => Math.Exp(logit) / sum)], 1e-7);

            (Losses(ReferenceFiles.Numbers(step.GetProperty("input").GetProperty("losses"))) with
            {
                LossesAfter = ReferenceFiles.Numbers(step.GetProperty("input").GetProperty("lossesAfterUpdate")),
            }).Weigh(famo);

            Near.AssertEqual(ReferenceFiles.Numbers(output.GetProperty("logitsAfter")), famo.Logits.ToArray(), 1e-7, 1e-12);
        }
    }

    [Fact]
    public void Weigh_LossBelowItsBound_TakesTheBoundAndSaysSo()
    {
        Famo famo = new(2, new FamoOptions { MinimumLosses = [0, 2] });

        double[] weights = Losses([1, 1.5]).Weigh(famo, out Certificate certificate);

        Assert.Equal(Guards.LossBelowBound, certificate.Guards);
        Near.AssertEqual([1e-8, 1], weights, 1e-6);
    }

    [Fact]
    public void Weigh_LossBelowItsBoundUnderThrow_SaysTaskIterationAndBound()
    {
        Famo famo = new(2, new FamoOptions { MinimumLosses = [0, 2], BelowMinimum = DegeneratePolicy.Throw });

        DegenerateGradientException exception = Assert.Throws<DegenerateGradientException>(() => Losses([1, 1.5]).Weigh(famo, iteration: 4));

        Assert.StartsWith("The loss of task 2 of 2 is 1.5 at iteration 4, below its bound 2.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_LossNotFinite_LeavesTheLogitsAndSaysSoAtTheNextStep()
    {
        Famo famo = new(2);
        Losses([1, 3]).Weigh(famo);
        double[] logits = famo.Logits.ToArray();

        (Losses([1, 3]) with { LossesAfter = [double.NaN, 1] }).Weigh(famo);

        Assert.Equal(logits, famo.Logits.ToArray());
        Losses([1, 3]).Weigh(famo, out Certificate next);
        Losses([1, 3]).Weigh(famo, out Certificate afterNext);
        Assert.Equal(Guards.LookLeftOut, next.Guards);
        Assert.Equal(Guards.None, afterNext.Guards);
    }

    [Fact]
    public void Observe_LossBelowItsBound_SaysSoAtTheNextStep()
    {
        Famo famo = new(2, new FamoOptions { MinimumLosses = [0, 2] });
        (Losses([1, 3]) with { LossesAfter = [1, 1.5] }).Weigh(famo);

        Losses([1, 3]).Weigh(famo, out Certificate next);

        Assert.Equal(Guards.LossBelowBound, next.Guards);
    }

    [Fact]
    public void Observe_WithoutAStep_SaysWhatToDo()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => new Famo(2).Observe([1, 1]));

        Assert.Contains("call Weigh first, then Observe once", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capture_BetweenStepAndLook_RestoresIntoTheSameRun()
    {
        TestStep step = Losses([1, 3]);
        Famo first = new(2);
        step.Weigh(first);
        first.Weigh(step.Evidence(2), new double[2]);
        Famo second = new(2);

        second.Restore(first.Capture());
        Assert.True(second.WantsLossesAfterUpdate);
        first.Observe([0.4, 2.9]);
        second.Observe([0.4, 2.9]);

        Assert.Equal(first.Logits.ToArray(), second.Logits.ToArray());
    }

    [Fact]
    public void Weigh_LossesApartByAnyFactor_StaysFinite()
    {
        Famo famo = new(3);
        for (int step = 1; step <= 100; step++)
        {
            TestStep extreme = Losses([1e-300, 1e300, 0]) with { LossesAfter = [1e300, 0, 1e300] };

            Near.AssertFinite(extreme.Weigh(famo, step));
            Near.AssertFinite(famo.Logits.ToArray());
        }
    }

    [Theory]
    [InlineData(0.0, 0.0, 1e-8, "LearningRate is 0: expected a number above 0.")]
    [InlineData(0.1, -1.0, 1e-8, "Decay is -1: expected a number of at least 0.")]
    [InlineData(0.1, 0.0, 0.0, "Epsilon is 0: expected a number from 1e-100 to 1.")]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid(double learningRate, double decay, double epsilon, string message)
    {
        FamoOptions options = new() { LearningRate = learningRate, Decay = decay, Epsilon = epsilon };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Famo(2, options)).Message);
    }

    [Fact]
    public void Constructor_WrongNumberOfBounds_SaysBothNumbers() => Assert.Equal(
        "MinimumLosses needs one element per task or none: expected 3 or 0, got 2.",
        Assert.Throws<ArgumentException>(() => new Famo(3, new FamoOptions { MinimumLosses = [1, 2] })).Message);

    private static TestStep Losses(double[] losses) => new([.. losses.Select(loss => new double[1])], losses);
}

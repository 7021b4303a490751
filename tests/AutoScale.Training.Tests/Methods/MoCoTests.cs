using System.Text.Json;
using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public class MoCoTests
{
    public static TheoryData<string> Runs => [.. EngineStep.Runs("MoCo").Select(run => run.GetProperty("id").GetString()!)];

    [Fact]
    public void Run_FirstStep_MovesGradientsAndMultipliersByTheirStepSizes()
    {
        // y₀ = (0.5, 0), y₁ = (0, 1): λ = ½ − 0.1·½·(0.25, 1) = (0.4875, 0.45), of sum 0.9375: the nearest point adds 0.03125 to each.
        using MoCo moco = new(2);

        EngineStep.Outcome outcome = new EngineStep([[1, 0], [0, 2]], [1, 1]).Run(moco);

        Near.AssertEqual([0.51875, 0.48125], outcome.Weights);
        Near.AssertEqual([0.5 * 0.51875, 0.48125], outcome.Update);
        Assert.Equal(Certificate.Exact, outcome.Certificate);
    }

    [SharedTheory]
    [MemberData(nameof(Runs))]
    public void Run_RecordedTrajectory_IsReplayed(string id)
    {
        JsonElement run = EngineStep.Runs("MoCo").Single(run => run.GetProperty("id").GetString() == id);
        JsonElement settings = run.GetProperty("params");
        using MoCo moco = new(run.GetProperty("steps")[0].GetProperty("input").GetProperty("losses").GetArrayLength(), new MoCoOptions
        {
            Beta = settings.GetProperty("beta").GetDouble(),
            BetaDecay = settings.GetProperty("betaSigma").GetDouble(),
            Gamma = settings.GetProperty("gamma").GetDouble(),
            GammaDecay = settings.GetProperty("gammaSigma").GetDouble(),
            Rho = settings.GetProperty("rho").GetDouble(),
            Gradients = MoCoGradients.LossSized,
            Projection = MoCoProjection.Softmax,
        });

        EngineStep.AssertReplays(moco, run);
    }

    [Fact]
    public void Run_SameGradientsForLong_FindsTheirShortestConvexCombination()
    {
        // The point nearest to 0 between (1, 0) and (0, 2) is 0.8·g₀ + 0.2·g₁.
        using MoCo moco = new(2, new MoCoOptions { Beta = 1, BetaDecay = 0, GammaDecay = 0 });
        EngineStep step = new([[1, 0], [0, 2]], [1, 1]);
        double[] weights = [];
        for (int iteration = 1; iteration <= 100; iteration++)
        {
            weights = step.Run(moco, iteration).Weights;
        }

        Near.AssertEqual([0.8, 0.2], weights, 1e-9);
    }

    [Fact]
    public void Run_StepSizeOneOverT_FollowsTheMeanOfAllGradients()
    {
        Random random = new(3);
        using MoCo moco = new(3, new MoCoOptions { Beta = 1, BetaDecay = 1, Gamma = 1e-30 });
        EngineStep[] steps = [.. Enumerable.Range(0, 20).Select(_ => EngineStep.Random(random, 3, 7))];
        double[] update = [];
        for (int iteration = 1; iteration <= steps.Length; iteration++)
        {
            update = steps[iteration - 1].Run(moco, iteration).Update;
        }

        double[] mean = [.. Enumerable.Range(0, 7).Select(entry => steps.Average(step => step.Gradients.Average(gradient => gradient[entry])))];
        Near.AssertEqual(mean, update);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Run_AnyScaleInSinglePrecision_KeepsTheMultipliersOnTheSimplex(double scale)
    {
        Random random = new(4);
        foreach (MoCoProjection projection in Enum.GetValues<MoCoProjection>())
        {
            using MoCo moco = new(3, new MoCoOptions { Projection = projection });
            for (int iteration = 1; iteration <= 20; iteration++)
            {
                EngineStep step = EngineStep.Random(random, 3, 8).Scaled(scale, 1, 0) with { Type = ScalarType.Float32, ZeroIsNull = true };
                double[] weights = step.Run(moco, iteration).Weights;

                Assert.Equal(1, weights.Sum(), 1e-12);
                Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
            }
        }
    }

    [Fact]
    public void Run_PartThatATaskReachesOnlyAtFirst_IsForgottenThere()
    {
        using MoCo moco = new(2, new MoCoOptions { BetaDecay = 0, Gamma = 1e-30 });

        new EngineStep([[8, 0], [0, 0]], [1, 1]) { ZeroIsNull = true }.Run(moco, 1);

        Near.AssertEqual([1, 2], new EngineStep([[0, 0], [0, 8]], [1, 1]) { ZeroIsNull = true }.Run(moco, 2).Update);
    }

    [Fact]
    public void Run_LossSizedGradients_HaveTheLengthOfTheLosses()
    {
        using MoCo moco = new(2, new MoCoOptions { Beta = 1, BetaDecay = 0, Gamma = 1e-30, Gradients = MoCoGradients.LossSized });

        EngineStep.Outcome outcome = new EngineStep([[3, 4], [0, 0]], [10, 1]).Run(moco, 1);
        EngineStep.Outcome negative = new EngineStep([[3, 4], [5, 0]], [10, -1]).Run(moco, 2);

        Near.AssertEqual([3, 4], outcome.Update);
        Assert.Equal(Guards.None, outcome.Certificate.Guards);
        Near.AssertEqual([3, 4], negative.Update);
        Assert.Equal(Guards.LossBelowBound, negative.Certificate.Guards);
    }

    [Fact]
    public void Create_BadOptions_SaysWhatIsValid()
    {
        Assert.Contains("Beta is 0: expected", Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Beta = 0 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Beta = 1.1 }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { BetaDecay = -1 }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Gamma = double.PositiveInfinity }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { GammaDecay = double.NaN }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Rho = -1 }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Gradients = (MoCoGradients)7 }));
        Assert.Throws<ArgumentException>(() => new MoCo(2, new MoCoOptions { Projection = (MoCoProjection)7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MoCo(0));
    }

    [Fact]
    public void Restore_StateOfAnotherMethod_SaysSo()
    {
        using MoCo moco = new(2);

        Assert.Contains("another method", Assert.Throws<ArgumentException>(() => moco.Restore(new WeightingState().With("logits", [1, 2]))).Message, StringComparison.Ordinal);
    }
}

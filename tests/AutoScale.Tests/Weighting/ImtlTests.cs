using System.Text.Json;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class ImtlTests
{
    private static readonly ScalarLearning _sgd = new() { LearningRate = 0.1, Optimizer = ScalarOptimizer.Sgd };

    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.IdsOf("IMTL")];

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Weigh_AnySteps_AreImtlGOnTheScaledGradients(int taskCount)
    {
        ImtlGOptions keep = new() { NegativeWeights = NegativeWeightPolicy.Keep };
        Imtl hybrid = new(taskCount, _sgd, keep);
        ImtlL scales = new(taskCount, _sgd);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            TestStep step = TestStep.Random(new Random(iteration), taskCount, 12);
            double[] factors = step.Weigh(scales, iteration);
            TestStep scaled = new([.. step.Gradients.Select((gradient, task) => gradient.Select(value => factors[task] * value).ToArray())], step.Losses);

            double[] expected = scaled.Combine(scaled.Weigh(new ImtlG(keep), iteration));

            Near.AssertEqual(expected, step.Combine(step.Weigh(hybrid, iteration)), 1e-9);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_ReferenceTrajectory_CombinesToTheSameUpdate(string id)
    {
        JsonElement run = ReferenceTrajectories.Find(id);
        JsonElement settings = run.GetProperty("params");
        ScalarLearning learning = new()
        {
            LearningRate = settings.GetProperty("lr").GetDouble(),
            Optimizer = Enum.Parse<ScalarOptimizer>(settings.GetProperty("optimizer").GetString()!, ignoreCase: true),
        };
        Imtl? hybrid = null;
        int iteration = 0;
        foreach (JsonElement recorded in run.GetProperty("steps").EnumerateArray())
        {
            JsonElement input = recorded.GetProperty("input");
            TestStep step = new(ReferenceFiles.Rows(input.GetProperty("gradients")), ReferenceFiles.Numbers(input.GetProperty("losses")));
            hybrid ??= new Imtl(step.TaskCount, learning, new ImtlGOptions { NegativeWeights = NegativeWeightPolicy.Keep });

            double[] weights = step.Weigh(hybrid, out Certificate certificate, ++iteration);

            Near.AssertEqual(ReferenceFiles.Numbers(recorded.GetProperty("output").GetProperty("update")), step.Combine(weights), 1e-7, 1e-12);
            Assert.Equal(Guards.None, certificate.Guards);
            Assert.InRange(certificate.Residual, 0, 1e-9);
        }

        Assert.True(iteration > 1);
    }

    [Fact]
    public void Weigh_ScaleFreeSumVanishes_GivesImtlGsWeightsAndSaysSo()
    {
        // A gradient between the others makes its weight in IMTL-G negative: some factors e^s cancel Σ vⱼ·e^(−sⱼ), and no weights of the paper's exist.
        TestStep step = new([[1, 0, 0], [0, 1, 0], [1, 1, 1]], [1, 1, 1]);
        ImtlGOptions keep = new() { NegativeWeights = NegativeWeightPolicy.Keep };
        double[] plain = step.Weigh(new ImtlG(keep));
        int negative = Array.FindIndex(plain, weight => weight < 0);
        Assert.True(negative >= 0, $"No weight of [{string.Join(", ", plain)}] is negative.");
        double rest = 1 - plain[negative];
        Imtl hybrid = new(3, _sgd, keep);
        WeightingState state = hybrid.Capture();
        state.Values["imtlL/logScales"][negative] = Math.Log(-plain[negative] / rest);
        hybrid.Restore(state);

        double[] weights = step.Weigh(hybrid, out Certificate certificate);

        Assert.Equal(plain, weights);
        Assert.Equal(Guards.Singular, certificate.Guards);
    }

    [Fact]
    public void Weigh_ZeroGradient_IsLeftOutAsInImtlG()
    {
        double[] weights = new TestStep([[0, 0], [3, 4], [5, 0]], [1, 2, 3]).Weigh(new Imtl(3), out Certificate certificate);

        Assert.Equal(Guards.SkippedTask, certificate.Guards);
        Near.AssertEqual([0, 0.5, 0.5], weights, 1e-12);
    }
}

using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class RandomLossWeightingTests
{
    private const int Draws = 4000;

    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.IdsOf("RLW")];

    [Fact]
    public void Weigh_GivenDraws_IsTheirSoftmax()
    {
        RandomLossWeighting weighting = new((_, logits) => ((double[])[0, Math.Log(3)]).CopyTo(logits));

        Near.AssertEqual([0.25, 0.75], Step(2).Weigh(weighting));
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_RecordedDraws_HasTheRecordedWeights(string id)
    {
        int iteration = 0;
        foreach (JsonElement step in ReferenceTrajectories.Find(id).GetProperty("steps").EnumerateArray())
        {
            double[] normals = ReferenceFiles.Numbers(step.GetProperty("input").GetProperty("normals"));
            RandomLossWeighting weighting = new((_, logits) => normals.CopyTo(logits));

            Near.AssertEqual(ReferenceFiles.Numbers(step.GetProperty("output").GetProperty("weights")), Step(normals.Length).Weigh(weighting, ++iteration), 1e-8);
        }
    }

    [Fact]
    public void Weigh_Normal_HasStandardNormalLogDifferences()
    {
        // log w₀ − log w₁ is the difference of two standard normal numbers: mean 0, variance 2, fourth moment 12.
        RandomLossWeighting weighting = new(3);
        double[] differences = [.. Enumerable.Range(1, Draws).Select(iteration => Step(2).Weigh(weighting, iteration)).Select(w => Math.Log(w[0] / w[1]))];

        Assert.InRange(differences.Average(), -0.1, 0.1);
        Assert.InRange(differences.Average(value => value * value), 1.8, 2.2);
        Assert.InRange(differences.Average(value => Math.Pow(value, 4)), 9.5, 14.5);
    }

    [Fact]
    public void Weigh_Dirichlet_IsUniformOverTheSimplex()
    {
        // A weight of three has the mean 1/3 and the variance 1/18, and is below 1 − √½ half of the time.
        RandomLossWeighting weighting = new(4, LossDistribution.Dirichlet);
        double[] first = [.. Enumerable.Range(1, Draws).Select(iteration => Step(3).Weigh(weighting, iteration)[0])];

        Assert.InRange(first.Average(), 0.32, 0.347);
        Assert.InRange(first.Average(value => Math.Pow(value - (1.0 / 3), 2)), 0.052, 0.059);
        Assert.InRange(first.Count(value => value < 1 - Math.Sqrt(0.5)), 0.47 * Draws, 0.53 * Draws);
    }

    [Fact]
    public void Weigh_SeedAndIteration_DecideTheDraw()
    {
        double[] draw = Step(3).Weigh(new RandomLossWeighting(1), 5);

        Assert.Equal(draw, Step(3).Weigh(new RandomLossWeighting(1), 5));
        Assert.NotEqual(draw, Step(3).Weigh(new RandomLossWeighting(1), 6));
        Assert.NotEqual(draw, Step(3).Weigh(new RandomLossWeighting(2), 5));
    }

    [Fact]
    public void Constructor_UnknownDistribution_SaysWhatIsValid() => Assert.StartsWith(
        "distribution is 9: expected Normal or Dirichlet.",
        Assert.Throws<ArgumentException>(() => new RandomLossWeighting(1, (LossDistribution)9)).Message,
        StringComparison.Ordinal);

    private static TestStep Step(int taskCount) => TestStep.Random(new Random(1), taskCount, 2);
}

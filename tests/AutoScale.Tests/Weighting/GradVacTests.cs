using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class GradVacTests
{
    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.IdsOf("GradVac")];

    [Fact]
    public void Weigh_FirstStep_IsPcGrads()
    {
        Random random = new(1);
        for (int taskCount = 1; taskCount <= 2; taskCount++)
        {
            TestStep step = TestStep.Random(random, taskCount, 3);

            Near.AssertEqual(step.Weigh(new PcGrad()), step.Weigh(new GradVac(taskCount)), 1e-12);
        }

        TestStep golden = new([[-4, 1, 1], [6, 1, 1]], [1, 1]);
        Near.AssertEqual([0.5848, 3.8012, 3.8012], golden.Combine(golden.Weigh(new GradVac(2))), absolute: 1e-4);
    }

    [Fact]
    public void Weigh_BelowTheTarget_TurnsEachGradientUpToIt()
    {
        // β = 1 keeps the last cosine, 0.8, as the target. Orthogonal unit gradients are then turned to the cosine 0.8: u₀ + (0.8/0.6)·u₁.
        GradVac vaccine = new(2, beta: 1);
        new TestStep([[1, 0], [0.8, 0.6]], [1, 1]).Weigh(vaccine);

        double[] weights = new TestStep([[1, 0], [0, 1]], [1, 1]).Weigh(vaccine, iteration: 2);

        Near.AssertEqual([1 + (4.0 / 3), 1 + (4.0 / 3)], weights, 1e-12);
        Near.AssertEqual([0, 0, 0, 0], vaccine.Targets.ToArray(), absolute: 1e-12);
    }

    [Fact]
    public void Weigh_AboveTheTarget_MovesItOnlyUnderAlways()
    {
        TestStep step = new([[1, 0], [0.8, 0.6]], [1, 1]);
        GradVac always = new(2, beta: 0.25);
        GradVac whenAltered = new(2, beta: 0.25, TargetUpdate.WhenAltered);

        Assert.Equal([1.0, 1.0], step.Weigh(always));
        Assert.Equal([1.0, 1.0], step.Weigh(whenAltered));

        Near.AssertEqual([0, 0.2, 0.2, 0], always.Targets.ToArray(), 1e-12);
        Assert.Equal([0.0, 0.0, 0.0, 0.0], whenAltered.Targets.ToArray());
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_ReferenceTrajectory_HasTheSameUpdatesAndTargets(string id)
    {
        JsonElement run = ReferenceTrajectories.Find(id);
        JsonElement settings = run.GetProperty("params");
        JsonElement[] steps = [.. run.GetProperty("steps").EnumerateArray()];
        int taskCount = steps[0].GetProperty("input").GetProperty("gradients").GetArrayLength();
        TargetUpdate update = settings.TryGetProperty("targetUpdate", out _) ? TargetUpdate.WhenAltered : TargetUpdate.Always;
        GradVac vaccine = new(taskCount, settings.GetProperty("beta").GetDouble(), update, RecordedOrders.Of([.. steps.Select(step => step.GetProperty("input"))]));
        double tolerance = ReferenceFiles.Number(run.GetProperty("rtol"));
        for (int iteration = 1; iteration <= steps.Length; iteration++)
        {
            JsonElement output = steps[iteration - 1].GetProperty("output");
            TestStep step = new(ReferenceFiles.Rows(steps[iteration - 1].GetProperty("input").GetProperty("gradients")), new double[taskCount]);

            double[] weights = step.Weigh(vaccine, iteration);

            Near.AssertEqual(ReferenceFiles.Numbers(output.GetProperty("update")), step.Combine(weights), tolerance);
            Near.AssertEqual([.. ReferenceFiles.Rows(output.GetProperty("rhoAfter")).SelectMany(row => row)], vaccine.Targets.ToArray(), tolerance, 1e-12);
        }
    }

    [Fact]
    public void Weigh_TargetAtOne_IsLimitedAndSaysSo()
    {
        GradVac vaccine = new(2, beta: 1);
        new TestStep([[1, 2], [2, 4]], [1, 1]).Weigh(vaccine);

        double[] weights = new TestStep([[1, 0], [0, 1]], [1, 1]).Weigh(vaccine, out Certificate certificate, 2);

        Assert.Equal(Guards.TargetLimited, certificate.Guards);
        Near.AssertEqual([1000, 1000], weights, 1e-2);
    }

    [Fact]
    public void Weigh_OppositeThenAnything_StaysFinite()
    {
        // What is left of a gradient that met its opposite has no direction, and moves no target.
        GradVac vaccine = new(3, 0.5, TargetUpdate.Always, RecordedOrders.Of(JsonDocument.Parse("""{ "taskOrder": [0, 1, 2] }""").RootElement));
        TestStep step = new([[1, 0, 0], [-2, 0, 0], [0, 1, 1]], [1, 1, 1]);

        double[] weights = step.Weigh(vaccine);

        Near.AssertFinite(weights);
        Near.AssertEqual([0, 1, 1], step.Combine(weights), 1e-12);
        Assert.Equal(0, vaccine.Targets[2]);
    }

    [Fact]
    public void Weigh_ZeroGradient_MeetsNone()
    {
        GradVac vaccine = new(3);
        TestStep step = new([[1, 0], [0, 0], [-1, 1]], [1, 1, 1]);

        Near.AssertEqual([2, 1, 1.5], step.Weigh(vaccine), 1e-12);
        Assert.Equal(0, vaccine.Targets[1]);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Weigh_AllGradientsScaled_KeepsTheWeightsOfEveryStep(double scale)
    {
        GradVac plain = new(5);
        GradVac scaled = new(5);
        Random random = new(2);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            TestStep step = TestStep.Random(random, 5, 12);

            Near.AssertEqual(step.Weigh(plain, iteration), step.Scaled(scale).Weigh(scaled, iteration), 1e-9);
        }
    }

    [Fact]
    public void Weigh_OtherNumberOfTasks_SaysBothNumbers() => Assert.StartsWith(
        "GradVac was created for 2 tasks, but the evidence has 3.",
        Assert.Throws<ArgumentException>(() => TestStep.Random(new Random(3), 3, 5).Weigh(new GradVac(2))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Constructor_SettingOutOfRange_SaysWhatIsValid()
    {
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => new GradVac(2, beta: double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("Always or WhenAltered", Assert.Throws<ArgumentOutOfRangeException>(() => new GradVac(2, targetUpdate: (TargetUpdate)7)).Message, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>Every recorded case of every method that exists here, against other projects' output and high-precision solutions.</summary>
public class ReferenceParityTests
{
    public static TheoryData<string> Cases => [.. ReferenceAggregators.Ids];

    public static TheoryData<string> Trajectories => [.. ReferenceTrajectories.Ids];

    /// <summary>A method of the files is compared here, or by tests of its own: with tensors in AutoScale.Training.Tests, or with recorded draws or orders in the method's own tests.</summary>
    [SharedFact]
    public void Files_EveryMethod_IsComparedSomewhere()
    {
        (IEnumerable<string> recorded, IEnumerable<string> created) = ReferenceAggregators.Methods;
        Assert.Equal(["GradDrop"], recorded.Except(created));
        Assert.Empty(created.Except(recorded));

        (recorded, created) = ReferenceTrajectories.Methods;
        Assert.Equal(["DB-MTL", "ExcessMTL", "GradVac", "IMTL", "MoCo", "Nash-MTL", "RLW"], recorded.Except(created).Order());
        Assert.Empty(created.Except(recorded));
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Weigh_ReferenceCase_CombinesToTheSameUpdate(string id)
    {
        JsonElement one = ReferenceAggregators.Find(id);
        TestStep step = StepOf(one.GetProperty("input"));

        double[] weights = ReferenceAggregators.Weigh(one, step, out Certificate certificate);

        Near.AssertFinite(weights);
        Assert.True(double.IsFinite(certificate.Residual) && certificate.Residual >= 0);
        bool isDegenerate = one.TryGetProperty("degenerate", out JsonElement degenerate) && degenerate.GetBoolean();

        double[] update = step.Combine(weights);
        bool isLeftOut = isDegenerate && (certificate.Guards & Guards.SkippedTask) != 0; // A zero gradient would decide MGDA's point; ours weighs the others.
        if (!isLeftOut && one.TryGetProperty("exact", out JsonElement exact) && exact.ValueKind == JsonValueKind.Object && exact.TryGetProperty("update", out JsonElement exactUpdate))
        {
            Near.AssertEqual(ReferenceFiles.Numbers(exactUpdate), update, Number(exact, "rtol"), Number(exact, "atol"));
            Assert.True(isDegenerate || certificate.Guards == Guards.None);
            Assert.InRange(certificate.Residual, 0, 1e-9);
            bool isForOtherGradients = one.GetProperty("params").TryGetProperty("updateOf", out _); // For normalized ones, where ours are for the plain ones.
            if (!isDegenerate && exact.GetProperty("weights").ValueKind == JsonValueKind.Array && !isForOtherGradients && AreThoseOfTheUpdate(one))
            {
                Near.AssertEqual(ReferenceFiles.Numbers(exact.GetProperty("weights")), weights, 1e-9);
            }
        }

        if (isDegenerate)
        {
            return; // Sources disagree by design: each method's own tests hold what ours does.
        }

        if (!one.TryGetProperty("peerUnreliable", out JsonElement unreliable) || !unreliable.GetBoolean())
        {
            Near.AssertEqual(ReferenceFiles.Numbers(one.GetProperty("output").GetProperty("update")), update, Number(one, "rtol"), Number(one, "atol"));
        }
    }

    [SharedTheory]
    [MemberData(nameof(Trajectories))]
    public void Weigh_ReferenceTrajectory_HasTheSameWeightsAtEveryStep(string id)
    {
        JsonElement run = ReferenceTrajectories.Find(id);
        IWeighting weighting = ReferenceTrajectories.Create(run);
        int iteration = 0;
        foreach (JsonElement recorded in run.GetProperty("steps").EnumerateArray())
        {
            double[] weights = StepOf(recorded.GetProperty("input")).Weigh(weighting, ++iteration);

            Near.AssertEqual(ReferenceFiles.Numbers(recorded.GetProperty("output").GetProperty("weights")), weights, Number(run, "rtol"), Number(run, "atol"));
        }

        Assert.True(iteration > 1);
    }

    /// <summary>False where a source's weights are those before clipping, or of normalised gradients.</summary>
    private static bool AreThoseOfTheUpdate(JsonElement one) =>
        !one.GetProperty("output").TryGetProperty("updateIsWeightsTimesGradients", out JsonElement are) || are.GetBoolean();

    /// <summary>The step of an input that may lack gradients, or losses after the update; an epoch counts as a step.</summary>
    private static TestStep StepOf(JsonElement input)
    {
        double[] losses = ReferenceFiles.Numbers(input.TryGetProperty("epochLosses", out JsonElement means) ? means : input.GetProperty("losses"));
        double[][] gradients = input.TryGetProperty("gradients", out JsonElement rows) ? ReferenceFiles.Rows(rows) : [.. losses.Select(loss => new double[1])];
        TestStep step = new(gradients, losses);
        return input.TryGetProperty("lossesAfterUpdate", out JsonElement after) ? step with { LossesAfter = ReferenceFiles.Numbers(after) } : step;
    }

    private static double Number(JsonElement parent, string name) => ReferenceFiles.Number(parent.GetProperty(name));
}

using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public class ExcessMtlTests
{
    public static TheoryData<string> Runs => [.. EngineStep.Runs("ExcessMTL").Select(run => run.GetProperty("id").GetString()!)];

    [Fact]
    public void Run_SecondStep_FollowsTheRelativeExcessRisks()
    {
        // First eᵢ = |gᵢ| = 3 and 5. Then 3²/√(2·3²) = 3/√2, and 10²/√(5² + 10²) = 20/√5.
        using ExcessMtl method = new(2, stepSize: 0.5);

        EngineStep.Outcome first = new EngineStep([[3, 0], [0, -5]], [1, 1]).Run(method, 1);
        EngineStep.Outcome second = new EngineStep([[3, 0], [0, 10]], [1, 1]).Run(method, 2);

        Assert.Equal([0.5, 0.5], first.Weights);
        double ratio = Math.Exp(0.5 * ((4 / Math.Sqrt(5)) - (1 / Math.Sqrt(2))));
        Near.AssertEqual([1 / (1 + ratio), ratio / (1 + ratio)], second.Weights);
        Near.AssertEqual([3 / (1 + ratio), 10 * ratio / (1 + ratio)], second.Update);
        Assert.Equal(Certificate.Exact, second.Certificate);
    }

    [SharedTheory]
    [MemberData(nameof(Runs))]
    public void Run_RecordedTrajectory_IsReplayed(string id)
    {
        JsonElement run = EngineStep.Runs("ExcessMTL").Single(run => run.GetProperty("id").GetString() == id);
        int taskCount = run.GetProperty("steps")[0].GetProperty("input").GetProperty("losses").GetArrayLength();
        using ExcessMtl method = new(taskCount, run.GetProperty("params").GetProperty("robustStepSize").GetDouble(), epsilon: 1e-7);

        EngineStep.AssertReplays(method, run, weightFactor: taskCount);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-12)]
    [InlineData(ScalarType.Float32, 1e-9)] // The scaled gradients are rounded to single precision.
    public void Run_GradientsOfAnyScale_GiveTheSameWeights(ScalarType type, double tolerance)
    {
        Random random = new(1);
        using ExcessMtl plain = new(3), scaled = new(3);
        for (int iteration = 1; iteration <= 20; iteration++)
        {
            EngineStep step = EngineStep.Random(random, 3, 8) with { Type = type };

            // Powers of two, so that single precision rounds both alike; the squares of 2^-120 are far below its range.
            double[] expected = step.Run(plain, iteration).Weights;
            double[] weights = step.Scaled(Math.Pow(2, -120), 1, Math.Pow(2, 100)).Run(scaled, iteration).Weights;

            Near.AssertEqual(expected, weights, tolerance);
        }
    }

    [Fact]
    public void Run_WarmUpOfThreeSteps_MeasuresRelativeToTheirMean()
    {
        using ExcessMtl method = new(2, stepSize: 1, warmUp: 3);
        double[] sizes = [1, 2, 4, 8];
        double[] sums = new double[2];
        double[] logits = new double[2];
        double squares = 0;
        for (int step = 0; step < sizes.Length; step++)
        {
            double[] weights = new EngineStep([[sizes[step], 0], [0, 1]], [1, 1]).Run(method, step + 1).Weights;
            squares += sizes[step] * sizes[step];
            double[] excess = [sizes[step] * sizes[step] / Math.Sqrt(squares), 1 / Math.Sqrt(step + 1)];
            if (step < 3)
            {
                sums = [sums[0] + excess[0], sums[1] + excess[1]];
                Assert.Equal([0.5, 0.5], weights);
                continue;
            }

            logits = [3 * excess[0] / sums[0], 3 * excess[1] / sums[1]];
            double ratio = Math.Exp(logits[1] - logits[0]);
            Near.AssertEqual([1 / (1 + ratio), ratio / (1 + ratio)], weights);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_TaskWithoutAGradientAtFirst_WaitsForOne(bool zeroIsNull)
    {
        using ExcessMtl method = new(2, stepSize: 0.5);
        EngineStep without = new([[1, 0], [0, 0]], [1, 1]) { ZeroIsNull = zeroIsNull };
        EngineStep with = new([[0, 0], [0, 3]], [1, 1]) { ZeroIsNull = zeroIsNull };

        Assert.Equal(Guards.NoBaseline, without.Run(method, 1).Certificate.Guards);
        EngineStep.Outcome waiting = without.Run(method, 2);
        EngineStep.Outcome baseline = with.Run(method, 3);
        EngineStep.Outcome moving = with.Run(method, 4);

        double ratio = Math.Exp(-0.5 / Math.Sqrt(2));
        Near.AssertEqual([1 / (1 + ratio), ratio / (1 + ratio)], waiting.Weights);
        Assert.Equal(Guards.NoBaseline, waiting.Certificate.Guards);
        Near.AssertEqual(waiting.Weights, baseline.Weights);
        Assert.Equal(Guards.None, baseline.Certificate.Guards);
        Near.AssertEqual([0.5, 0.5], moving.Weights); // 3²/√(2·3²) relative to 3 is what the first task had.
    }

    [Fact]
    public void Run_ExcessThatGrowsByTwelveOrders_GivesOneTaskEverything()
    {
        using ExcessMtl method = new(2);

        new EngineStep([[1e-12, 0], [0, 1]], [1, 1]).Run(method, 1);

        Assert.Equal([1, 0], new EngineStep([[1e12, 0], [0, 1]], [1, 1]).Run(method, 2).Weights);
    }

    [Fact]
    public void Transform_AnyGradients_LeavesThemAlone()
    {
        using TensorScope scope = new();
        using ExcessMtl method = new(1);
        Tensor part = Tensor.From([1.0, -2.0]);
        TaskGradients gradients = new([[part, null]]);

        method.Transform(new StepEvidence { Iteration = 1, Losses = [1] }, gradients);

        Assert.Same(part, gradients[0, 0]);
        Assert.Null(gradients[0, 1]);
        Assert.Equal([1.0, -2.0], part.ToArray<double>());
    }

    [Fact]
    public void Weigh_WithoutItsGradients_SaysSo()
    {
        using ExcessMtl method = new(2);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => method.Weigh(new StepEvidence { Iteration = 7, Losses = [1, 1] }, new double[2]));

        Assert.Contains("iteration 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BadOptions_SaysWhatIsValid()
    {
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new ExcessMtl(2, stepSize: 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExcessMtl(2, warmUp: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExcessMtl(2, epsilon: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExcessMtl(0));
    }

    [Fact]
    public void Restore_StateOfAnotherMethod_SaysSo()
    {
        using ExcessMtl method = new(2);

        Assert.Contains("another method", Assert.Throws<ArgumentException>(() => method.Restore(new WeightingState().With("y", [1, 2]))).Message, StringComparison.Ordinal);
    }
}

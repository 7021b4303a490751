using System.Text.Json;
using AutoScale.Tests.Weighting;
using AutoScale.Torch;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

public class DbMtlTests
{
    public static TheoryData<string> Runs => [.. EngineStep.Runs("DB-MTL").Select(run => run.GetProperty("id").GetString()!)];

    [Fact]
    public void Run_WithoutAveraging_BringsLogGradientsToTheLongest()
    {
        // The gradients of the log losses are (1, 0) and (0, 3): both get length 3.
        using DbMtl method = new(beta: 0, epsilon: 1e-100);

        EngineStep.Outcome outcome = new EngineStep([[2, 0], [0, 3]], [2, 1]).Run(method);

        Near.AssertEqual([3, 3], outcome.Update);
        Near.AssertEqual([1.5, 1], outcome.Weights);
        Assert.Equal(Certificate.Exact, outcome.Certificate);
    }

    [SharedTheory]
    [MemberData(nameof(Runs))]
    public void Run_RecordedTrajectory_IsReplayed(string id)
    {
        JsonElement run = EngineStep.Runs("DB-MTL").Single(run => run.GetProperty("id").GetString() == id);
        JsonElement settings = run.GetProperty("params");
        using DbMtl method = new(
            settings.GetProperty("beta").GetDouble(), settings.GetProperty("betaSigma").GetDouble(), settings.GetProperty("eps").GetDouble());

        EngineStep.AssertReplays(method, run);
    }

    [Fact]
    public void Run_ManySteps_AveragesWhatEachLossHadThen()
    {
        Random random = new(1);
        using DbMtl method = new(beta: 0.5, betaDecay: 0.5);
        double[] averages = new double[2];
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            EngineStep step = new([[random.NextDouble(), 0], [0, random.NextDouble()]], [random.NextDouble(), random.NextDouble()]);
            double beta = 0.5 / Math.Sqrt(iteration);
            for (int task = 0; task < 2; task++)
            {
                averages[task] = (beta * averages[task]) + ((1 - beta) * step.Gradients[task][task] / (step.Losses[task] + 1e-8));
            }

            double[] update = step.Run(method, iteration).Update;

            Near.AssertEqual([averages.Max(), averages.Max()], update, 1e-6);
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e12)]
    public void Run_LossesInOtherUnits_GiveTheSameUpdates(double unit)
    {
        Random random = new(2);
        using DbMtl plain = new(epsilon: 1e-30), scaled = new(epsilon: 1e-30);
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            EngineStep step = EngineStep.Random(random, 3, 8);

            Near.AssertEqual(step.Run(plain, iteration).Update, step.Scaled(unit, 1, 1 / unit).Run(scaled, iteration).Update, 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Run_AnyScaleInSinglePrecision_StaysFinite(double scale)
    {
        Random random = new(3);
        using DbMtl method = new();
        for (int iteration = 1; iteration <= 10; iteration++)
        {
            EngineStep step = EngineStep.Random(random, 3, 8) with { Type = ScalarType.Float32 };

            Near.AssertFinite(step.Scaled(scale, 1, 1).Run(method, iteration).Update);
            Near.AssertFinite((step with { Losses = [scale, 1, 0] }).Run(method, iteration).Update);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_TaskWithoutAGradient_IsSkipped(bool zeroIsNull)
    {
        using DbMtl method = new(beta: 0);

        EngineStep.Outcome outcome = new EngineStep([[0, 0], [0, 3]], [2, 1]) { ZeroIsNull = zeroIsNull }.Run(method);
        EngineStep.Outcome nothing = new EngineStep([[0, 0], [0, 0]], [2, 1]) { ZeroIsNull = zeroIsNull }.Run(method, 2);

        Near.AssertEqual([0, 3], outcome.Update, 1e-7);
        Assert.Equal(0, outcome.Weights[0]);
        Assert.Equal(Guards.SkippedTask, outcome.Certificate.Guards);
        Assert.Equal([1, 1], nothing.Weights);
        Assert.Equal(Guards.AllZero, nothing.Certificate.Guards);
    }

    [Fact]
    public void Run_NegativeLoss_CountsAsZero()
    {
        using DbMtl negative = new(beta: 0, epsilon: 0.5), zero = new(beta: 0, epsilon: 0.5);

        EngineStep.Outcome outcome = new EngineStep([[2, 0], [0, 3]], [-2, 1]).Run(negative);

        Assert.Equal(Guards.LossBelowBound, outcome.Certificate.Guards);
        Assert.Equal(new EngineStep([[2, 0], [0, 3]], [0, 1]).Run(zero).Update, outcome.Update);
    }

    [Fact]
    public void Create_BadOptions_SaysWhatIsValid()
    {
        Assert.Contains("at least 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new DbMtl(beta: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DbMtl(betaDecay: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DbMtl(epsilon: 0));
    }
}

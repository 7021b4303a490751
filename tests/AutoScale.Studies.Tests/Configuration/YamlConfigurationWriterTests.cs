using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class YamlConfigurationWriterTests
{
    private static readonly RunConfiguration Example = new()
    {
        Problem = "scenes",
        Setting = "",
        Data = null,
        Tasks = ["depth", "edges"],
        ProblemOptions = new Dictionary<string, string> { ["height"] = "32" },
        Method = "autoscale",
        MethodOptions = new Dictionary<string, string> { ["alpha"] = "0.2", ["ranks"] = "1,2" },
        Iterations = 1000,
        Batch = 8,
        Optimizer = OptimizerKind.AdamW,
        LearningRate = 0.1 + 0.2,
        WeightDecay = 1e-5,
        Schedule = "poly:0.9",
        Threads = 2,
        ValidateEvery = 100,
        CheckpointEvery = 50,
    };

    [Fact]
    public void Write_Example_IsTheYamlAPersonWouldWrite() => Assert.Equal(
        """
        problem: scenes
        tasks: [depth, edges]
        method: autoscale
        iterations: 1000
        batch: 8
        optimizer: adam-w
        learning-rate: 0.30000000000000004
        weight-decay: 1E-05
        momentum: 0
        schedule: poly:0.9
        warm-up: 0
        seed: 0
        device: cpu
        threads: 2
        head-gradient: weighted
        weight-scale: sum-to-k
        gradient-scope: shared-parameters
        validate-every: 100
        checkpoint-every: 50
        non-finite-loss: throw
        problem-options:
          height: 32
        method-options:
          alpha: 0.2
          ranks: [1, 2]

        """,
        Write(Example));

    [Theory]
    [InlineData("/data/with: colon # and hash")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData(" leading and trailing ")]
    [InlineData("ünï/日本/\"quotes\"/'single'")]
    [InlineData("- dash")]
    [InlineData("[list]")]
    [InlineData("a,b")]
    public void Write_AwkwardText_ReadsBackTheSame(string text)
    {
        RunConfiguration configuration = Example with { Data = text };

        GivenConfiguration read = YamlConfigurationTests.Read(Write(configuration));

        Assert.Equal(text, read["data"]!.Text);
    }

    [Fact]
    public void Write_AnyConfiguration_ReadsBackToTheSameEntries()
    {
        Random random = new(7);
        for (int i = 0; i < 100; i++)
        {
            RunConfiguration configuration = Example with
            {
                Setting = Pick(random, "", "cl-rr"),
                Iterations = random.Next(1, int.MaxValue),
                LearningRate = Math.Exp(random.NextDouble() * 40 - 30),
                WeightDecay = random.NextDouble(),
                Momentum = random.NextDouble(),
                Seed = random.Next(),
                Optimizer = Pick(random, Enum.GetValues<OptimizerKind>()),
                WeightScale = Pick(random, Enum.GetValues<WeightScale>()),
                HeadGradient = Pick(random, Enum.GetValues<HeadGradient>()),
                GradientScope = Pick(random, Enum.GetValues<GradientScope>()),
                NonFiniteLoss = Pick(random, Enum.GetValues<NonFiniteLossPolicy>()),
                Preset = Pick(random, null, "paper"),
                TensorBoard = Pick(random, false, true),
            };

            GivenConfiguration read = YamlConfigurationTests.Read(Write(configuration));

            Assert.Equal(configuration.Entries(), read.Values.Select(value => KeyValuePair.Create(value.Key, value.Value.Text)));
            Assert.Equal(configuration.MethodOptions, read.MethodOptions.ToDictionary(value => value.Key, value => value.Value.Text));
            Assert.Equal(configuration.LearningRate, ConfigurationKeys.LearningRate.Parse(read["learning-rate"]!));
        }
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static string Write(RunConfiguration configuration)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        YamlConfigurationWriter.Write(configuration, writer);
        return writer.ToString();
    }
}

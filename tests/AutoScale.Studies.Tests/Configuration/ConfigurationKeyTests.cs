using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class ConfigurationKeyTests
{
    [Fact]
    public void Parse_ValidText_GivesTheValue()
    {
        Assert.Equal(20, ConfigurationKeys.Iterations.Parse(Given("20")));
        Assert.Equal(3e-3, ConfigurationKeys.LearningRate.Parse(Given("3e-3")));
        Assert.Equal(OptimizerKind.AdamW, ConfigurationKeys.Optimizer.Parse(Given("adam-w")));
        Assert.Equal(WeightScale.SumToOne, ConfigurationKeys.WeightScale.Parse(Given("Sum-To-One")));
        Assert.Equal(["a", "b"], ConfigurationKeys.Tasks.Parse(Given(" a, b ")));
        Assert.Equal("cuda:1", ConfigurationKeys.Device.Parse(Given("cuda:1")));
        Assert.Equal("step:100:0.5", ConfigurationKeys.Schedule.Parse(Given("step:100:0.5")));
    }

    [Theory]
    [InlineData("iterations", "0", "a whole number of at least 1")]
    [InlineData("iterations", "1.5", "a whole number of at least 1")]
    [InlineData("iterations", "99999999999", "a whole number of at least 1, at most 2147483647")]
    [InlineData("iterations", "2147483648", "a whole number of at least 1, at most 2147483647")]
    [InlineData("seed", "-99999999999", "a whole number of at least 0")]
    [InlineData("iterations", "1,000", "a whole number of at least 1")]
    [InlineData("learning-rate", "0", "a number above 0, at most 1e30")]
    [InlineData("learning-rate", "1e31", "a number above 0, at most 1e30")]
    [InlineData("weight-decay", "1e31", "a number from 0 to 1e30")]
    [InlineData("learning-rate", "NaN", "a number above 0, at most 1e30")]
    [InlineData("learning-rate", "1e999", "a number above 0, at most 1e30")]
    [InlineData("learning-rate", "0,1", "a number above 0, at most 1e30")]
    [InlineData("momentum", "1", "a number in [0, 1)")]
    [InlineData("optimizer", "rmsprop", "one of adam, adam-w, sgd")]
    [InlineData("optimizer", "1", "one of adam, adam-w, sgd")]
    [InlineData("tasks", "a,a", "different names separated by commas")]
    [InlineData("tasks", "a,,b", "different names separated by commas")]
    [InlineData("tasks", ",", "different names separated by commas")]
    [InlineData("device", "cuda:-1", "cpu, cuda or cuda:INDEX")]
    [InlineData("device", "gpu", "cpu, cuda or cuda:INDEX")]
    public void Parse_InvalidText_SaysWhatWhereAndWhatIsValid(string key, string text, string expected)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Parse(key, text));

        Assert.Equal($"{key} is '{text}' (line 7 of a.yaml): expected {expected}.", error.Message);
    }

    [Theory]
    [InlineData("cosine:2")]
    [InlineData("step")]
    [InlineData("step:0")]
    [InlineData("step:10:0.5:1")]
    [InlineData("poly:-1")]
    [InlineData("poly:")]
    [InlineData("linear")]
    public void Parse_InvalidSchedule_SaysWhatIsValid(string text)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Parse("schedule", text));

        Assert.Equal($"schedule is '{text}' (line 7 of a.yaml): expected {ScheduleText.Expected}.", error.Message);
    }

    [Fact]
    public void All_EveryKey_IsNamedOnceInLowerCaseWithHyphens()
    {
        string[] names = [.. ConfigurationKeys.YamlNames];

        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));
        Assert.All(ConfigurationKeys.All, key => Assert.False(key.Description.EndsWith('.')));
    }

    private static GivenValue Given(string text) => new(text, "line 7 of a.yaml");

    private static void Parse(string name, string text)
    {
        ConfigurationKey key = ConfigurationKeys.All.Single(key => key.Name == name);
        ((Action)(key switch
        {
            ConfigurationKey<int> whole => () => whole.Parse(Given(text)),
            ConfigurationKey<double> number => () => number.Parse(Given(text)),
            ConfigurationKey<string> free => () => free.Parse(Given(text)),
            ConfigurationKey<OptimizerKind> choice => () => choice.Parse(Given(text)),
            ConfigurationKey<IReadOnlyList<string>> names => () => names.Parse(Given(text)),
            _ => throw new NotSupportedException(name),
        }))();
    }
}

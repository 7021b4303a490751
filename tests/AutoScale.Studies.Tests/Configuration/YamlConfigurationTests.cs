using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class YamlConfigurationTests
{
    [Fact]
    public void Read_EveryKindOfValue_KeepsTextAndLine()
    {
        GivenConfiguration given = Read("""
            # a comment
            problem: scenes
            tasks: [depth, edges]
            learning-rate: 3e-3
            method-options:
              alpha: 0.1
              weights: [1, 2]
            problem-options:
              height: 32
            """);

        Assert.Equal(new GivenValue("scenes", "line 2 of run.yaml"), given["problem"]);
        Assert.Equal(["depth", "edges"], given["tasks"]!.Items);
        Assert.Equal(new GivenValue("3e-3", "line 4 of run.yaml"), given["learning-rate"]);
        Assert.Equal(new GivenValue("0.1", "line 6 of run.yaml"), given.MethodOptions["alpha"]);
        Assert.Equal("1,2", given.MethodOptions["weights"].Text);
        Assert.Equal(new GivenValue("32", "line 9 of run.yaml"), given.ProblemOptions["height"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("problem:\nmethod-options:\nseed: null\ndevice: ~\n")]
    public void Read_NothingWritten_IsEmpty(string yaml)
    {
        GivenConfiguration given = Read(yaml);

        Assert.Empty(given.Values);
        Assert.Empty(given.MethodOptions);
    }

    [Fact]
    public void Read_FiftyThousandLevels_IsRefusedBeforeTheyAreLoaded()
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Read("seed: 1\ntasks: " + new string('[', 50_000)));

        Assert.Equal("Line 2 of run.yaml is nested more than 8 levels deep: expected a mapping of run settings, whose lists and mappings hold single values.", error.Message);
    }

    [Fact]
    public void Read_MoreThanAConfigurationCanHold_IsRefused()
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Read("seed: 1\n" + new string('#', 300_000)));

        Assert.Equal("run.yaml is longer than 262144 characters: expected a mapping of run settings.", error.Message);
    }

    [Fact]
    public void Read_QuotedNull_IsText() => Assert.Equal("null", Read("data: \"null\"")["data"]!.Text);

    [Theory]
    [InlineData("problem: scenes\nlearning-rat: 1", "Unknown key 'learning-rat' (line 2 of run.yaml) (did you mean 'learning-rate'?); valid are problem, setting")]
    [InlineData("qwertyuiop: 1", "Unknown key 'qwertyuiop' (line 1 of run.yaml); valid are problem, setting")]
    [InlineData("problem: {a: b}", "problem is a mapping (line 1 of run.yaml): expected one value or a list of values.")]
    [InlineData("tasks: [[a], b]", "tasks is a list (line 1 of run.yaml): expected one value or a list of values.")]
    [InlineData("method-options: [a]", "Line 1 of run.yaml: method-options needs to be a mapping, 'name: value' line by line, and is a list.")]
    [InlineData("- problem", "Line 1 of run.yaml: the file needs to be a mapping, 'name: value' line by line, and is a list.")]
    [InlineData("just text", "Line 1 of run.yaml: the file needs to be a mapping, 'name: value' line by line, and is a single value.")]
    [InlineData("? [a, b]\n: c", "Line 1 of run.yaml: a key needs to be plain text, and is a list.")]
    [InlineData("a: 1\n---\nb: 2", "run.yaml holds 2 YAML documents: expected one, a mapping of run settings.")]
    [InlineData("seed: 1\nseed: 2", "Line 2 of run.yaml is not valid YAML: ")]
    [InlineData("seed: [1", "Line 2 of run.yaml is not valid YAML: ")]
    [InlineData("seed: 1\n\tdata: x", "Line 2 of run.yaml is not valid YAML: ")]
    public void Read_NotAConfiguration_SaysWhatAndWhere(string yaml, string expected)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Read(yaml));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    internal static GivenConfiguration Read(string yaml)
    {
        using StringReader reader = new(yaml);
        return YamlConfiguration.Read(reader, "run.yaml");
    }
}

using AutoScale.Problems;
using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class RunConfigurationResolverTests
{
    private static readonly string Directory = Path.GetTempPath();

    [Fact]
    public void Resolve_NothingWritten_IsAutoScaleOnScenesWithTheProblemsDefaults()
    {
        Torch.Torch.Threads = 1; // As a run of one thread before it in this process leaves it.
        ProblemDefaults defaults = ProblemCatalogue.Find("scenes").Settings[0].Defaults;

        RunConfiguration run = Resolve("");

        Assert.Equal(("scenes", "", null, "autoscale"), (run.Problem, run.Setting, run.Data, run.Method));
        Assert.Equal((defaults.Iterations, defaults.BatchSize, defaults.LearningRate, defaults.Schedule), (run.Iterations, run.Batch, run.LearningRate, run.Schedule));
        Assert.Equal(["segmentation", "depth", "normals", "edges"], run.Tasks);
        Assert.Equal($"{defaults.WindowSize}", run.MethodOptions["tau"]);
        Assert.Equal(Torch.Torch.DefaultThreads, run.Threads);
        Assert.Equal(WeightScale.SumToK, run.WeightScale);
    }

    [Fact]
    public void Resolve_EveryOptionOfTheMethod_IsThere()
    {
        RunConfiguration run = Resolve("method-options: {alpha: 0.1, explorer.negative-weights: keep}");

        Assert.Equal("0.1", run.MethodOptions["alpha"]);
        Assert.Equal("keep", run.MethodOptions["explorer.negative-weights"]);
        IEnumerable<string> names = MethodCatalogue.Find("autoscale").Options.Select(option => option.Name).Where(name => !name.EndsWith('*'));
        Assert.Superset(names.ToHashSet(), run.MethodOptions.Keys.ToHashSet());
        Assert.DoesNotContain("explorer.*", run.MethodOptions.Keys);
    }

    [Fact]
    public void Resolve_DecoratorsOfTheMethod_AreThereWhereTheyAreGiven()
    {
        RunConfiguration run = Resolve("method-options: {every: 5, explorer.average: 0.9}");

        Assert.Equal(("5", "0.9"), (run.MethodOptions["every"], run.MethodOptions["explorer.average"]));
        Assert.DoesNotContain("clamp", run.MethodOptions.Keys);
    }

    [Fact]
    public void RequireSame_MethodOptionNamedLikeAKey_IsComparedToo()
    {
        RunConfiguration run = Resolve("method: stch\nwarm-up: 7\nmethod-options: {warm-up: 5}");
        GivenConfiguration other = GivenConfiguration.Empty with { MethodOptions = new Dictionary<string, GivenValue> { ["warm-up"] = new("6", "--set warm-up=6") } };

        ConfigurationException error = Assert.Throws<ConfigurationException>(() => RunConfigurationResolver.RequireSame(run, other, "runs/a", "/"));

        Assert.StartsWith("warm-up is '6', but the run in runs/a has '5'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireSame_TensorBoardTurnedOn_IsTheSameRun()
    {
        GivenConfiguration given = YamlConfigurationTests.Read("tensorboard: true");

        RunConfigurationResolver.RequireSame(Resolve("seed: 1"), given, "runs/a", "/");
    }

    [Fact]
    public void Entries_TensorBoard_IsThereOnlyWhenItIsOn()
    {
        Assert.Contains(KeyValuePair.Create("tensorboard", "true"), Resolve("tensorboard: true").Entries());
        Assert.DoesNotContain("tensorboard", Resolve("tensorboard: false").Entries().Select(entry => entry.Key));
    }

    [Fact]
    public void Resolve_PresetPaper_TakesThePapersValuesUnlessGiven()
    {
        RunConfiguration run = Resolve("preset: paper\nmethod-options: {alpha: 0.1}");

        Assert.Equal(("0.1", "50", "linear", "0.5"), (run.MethodOptions["alpha"], run.MethodOptions["tau"], run.MethodOptions["predictor"], run.MethodOptions["gamma"]));
        Assert.Equal("paper", run.Preset);
    }

    [Fact]
    public void Resolve_PresetOfAnotherMethod_IsRefused()
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Resolve("method: famo\npreset: paper"));

        Assert.Equal("Unknown preset of method famo 'paper' (line 2 of run.yaml); there are none.", error.Message);
    }

    [Fact]
    public void Resolve_OneTask_TrainsItsBaseline() => Assert.Equal("unitary", Resolve("tasks: [depth]").Method);

    [Fact]
    public void Resolve_TasksInAnyOrder_AreInTheProblemsOrder() => Assert.Equal(["depth", "edges"], Resolve("tasks: [edges, depth]").Tasks);

    [Fact]
    public void Resolve_DataGiven_IsAbsolute() =>
        Assert.Equal(Path.Combine(Directory, "digits"), Resolve("problem: multi-mnist\ndata: digits").Data);

    [Fact]
    public void Resolve_FixedWeights_KeepTheirOwnScale() =>
        Assert.Equal(MethodCatalogue.Find("fixed").DefaultScale, Resolve("method: fixed\nmethod-options: {weights: [1, 2, 3, 4]}").WeightScale);

    [Fact]
    public void Resolve_MethodOfTheRepresentation_TakesItsScopeUnlessGiven()
    {
        Assert.Equal(GradientScope.Representation, Resolve("method: rotograd").GradientScope);
        Assert.Equal(GradientScope.SharedParameters, Resolve("method: imtl-g").GradientScope);
        Assert.Equal(GradientScope.LastSharedLayer, Resolve("method: rotograd\ngradient-scope: last-shared-layer").GradientScope);
    }

    [Fact]
    public void Resolve_WhatWasResolved_ResolvesToItself()
    {
        foreach (string method in MethodCatalogue.All.Select(method => method.Name))
        {
            RunConfiguration run = Resolve($"method: {method}\nproblem: multi-mnist\nseed: 5" + (method == "fixed" ? "\nmethod-options: {weights: 1}" : ""));
            using StringWriter yaml = new();
            YamlConfigurationWriter.Write(run, yaml);

            RunConfiguration again = Resolve(yaml.ToString());

            Assert.Equal(run.Entries(), again.Entries());
            Assert.Equal(run.MethodOptions.OrderBy(option => option.Key), again.MethodOptions.OrderBy(option => option.Key));
            Assert.Equal(run.ProblemOptions.OrderBy(option => option.Key), again.ProblemOptions.OrderBy(option => option.Key));
        }
    }

    private static RunConfiguration Resolve(string yaml) => RunConfigurationResolver.Resolve(YamlConfigurationTests.Read(yaml), Directory);
}

using AutoScale.Training;

namespace AutoScale.Problems.Tests;

public sealed class ProblemCatalogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProblemCatalogueTests() => TinyDigits.Write(_folder.Path);

    public static IEnumerable<object[]> EverySetting =>
        ProblemCatalogue.All.SelectMany(problem => problem.Settings.Select(setting => (object[])[problem.Name, setting.Name]));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(EverySetting))]
    public void Create_EverySetting_IsTheProblemItsDescriptorPromises(string name, string setting)
    {
        ProblemSetting promised = ProblemCatalogue.Find(name).FindSetting(setting);

        using IProblem problem = ProblemCatalogue.Create(name, Context() with { Setting = setting });

        Assert.Equal((name, setting), (problem.Name, problem.Setting));
        Assert.Equal(promised.Tasks, problem.Tasks.Select(task => task.Name));
        Assert.Equal(promised.Defaults, problem.Defaults);
        Assert.Equal((4, 2, 3), (problem.Train.Count, problem.Validation.Count, problem.Test.Count));
        Assert.All(problem.Tasks, task => Assert.NotEmpty(task.CreateMetrics()));
    }

    [Fact]
    public void Create_OneTask_IsItsSingleTaskBaseline()
    {
        using IProblem problem = ProblemCatalogue.Create("Multi-MNIST", Context() with { Setting = "CL-CR", Tasks = ["classify-right"] });

        Assert.Equal("classify-right", Assert.Single(problem.Tasks).Name);
        Assert.Equal(0.005, problem.Defaults.LearningRate);
    }

    [Theory]
    [InlineData("scene", "", "", "Unknown problem 'scene' (did you mean 'scenes'?); valid are scenes, multi-mnist.")]
    [InlineData("multi-mnist", "cl-rl", "", "Unknown setting of multi-mnist 'cl-rl'")]
    [InlineData("multi-mnist", "", "classify-middle", "Unknown task of multi-mnist 'classify-middle'")]
    [InlineData("scenes", "cl-rr", "", "Problem 'scenes' has no settings, got 'cl-rr'")]
    public void Create_UnknownName_SaysWhatIsValid(string name, string setting, string task, string expected)
    {
        ProblemContext context = Context() with { Setting = setting, Tasks = task.Length == 0 ? [] : [task] };

        Assert.StartsWith(expected, Assert.Throws<ProblemException>(() => ProblemCatalogue.Create(name, context)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hight", "64", "Unknown option of problem 'scenes', 'hight' (did you mean 'height'?)")]
    [InlineData("height", "tall", "Option 'height' of problem 'scenes' is 'tall': expected a multiple of 8 from 16 to 1024.")]
    [InlineData("height", "99999999999", "Option 'height' of problem 'scenes' is '99999999999'")]
    [InlineData("height", "65", "Problem option 'height' is 65: expected a multiple of 8 from 16 to 1024.")]
    public void Create_WrongOption_SaysWhatIsValid(string option, string value, string expected)
    {
        ProblemContext context = Context() with { Options = new Dictionary<string, string> { [option] = value } };

        Assert.StartsWith(expected, Assert.Throws<ProblemException>(() => ProblemCatalogue.Create("scenes", context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OptionsAtTheirDefaults_AreAsIfNotGiven()
    {
        Dictionary<string, string> options = new(Context().Options) { ["dropout"] = "setting", ["train"] = "all" };

        using IProblem problem = ProblemCatalogue.Create("multi-mnist", Context() with { Options = options });

        Assert.Equal(50, problem.Train.Count);
    }

    [Fact]
    public void Create_MissingData_NamesTheFolder()
    {
        ProblemContext context = Context() with { Data = Path.Combine(_folder.Path, "nowhere") };

        Assert.Contains("nowhere", Assert.Throws<DirectoryNotFoundException>(() => ProblemCatalogue.Create("multi-mnist", context)).Message, StringComparison.Ordinal);
    }

    private ProblemContext Context() => new()
    {
        Data = _folder.Path,
        Cache = _folder.Path,
        Options = new Dictionary<string, string> { ["train"] = "4", ["validation"] = "2", ["test"] = "3" },
    };
}

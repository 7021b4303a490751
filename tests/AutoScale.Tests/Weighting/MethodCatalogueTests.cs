using System.Text.RegularExpressions;
using System.Xml.Linq;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public partial class MethodCatalogueTests
{
    public static TheoryData<string> Names => [.. MethodCatalogue.All.Select(method => method.Name)];

    [Fact]
    public void All_EveryConcreteWeighting_IsThere()
    {
        Type[] created = [.. MethodCatalogue.All.Select(method => MethodContexts.Create(method, Math.Max(3, method.MinimumTaskCount)).GetType())];
        IEnumerable<Type> missing = typeof(IWeighting).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IWeighting)) && type is { IsAbstract: false, IsPublic: true })
            .Where(type => !created.Contains(type) && !IsDecorator(type));

        Assert.Empty(missing);
        Assert.Equal(created.Length, created.Distinct().Count());
    }

    [Fact]
    public void All_Names_AreUniqueAndReadable()
    {
        Assert.Equal(MethodCatalogue.All.Count, MethodCatalogue.All.Select(method => method.Name).Distinct().Count());
        Assert.All(MethodCatalogue.All, method => Assert.Matches(NamePattern(), method.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Entry_IsDescribed(string name)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);

        Assert.All([method.Title, method.Summary, method.Cost, method.Source, method.HeadGradientNote], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.All(method.Options, option =>
        {
            Assert.Matches(NamePattern(), option.Name.Replace(".*", "", StringComparison.Ordinal));
            Assert.False(string.IsNullOrWhiteSpace(option.Meaning) || string.IsNullOrWhiteSpace(option.Range));
        });
        Assert.Equal(method.Options.Count, method.Options.Select(option => option.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Entry_HasItsSourceInTheDocumentation(string name)
    {
        Type type = MethodContexts.Create(MethodCatalogue.Find(name), 3).GetType();
        XDocument documentation = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        XElement member = documentation.Descendants("member").Single(element => (string?)element.Attribute("name") == $"T:{type.FullName}");

        Assert.Contains("Source:", member.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_WithoutOptions_AsksForNoMoreThanDescribed(string name)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);
        IWeighting weighting = MethodContexts.Create(method, 3);

        Assert.True(weighting.Needs <= method.Needs);
        Assert.True(!method.IsStateful || weighting is IStateful, "A method that remembers can be captured and restored.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnyOptionSetToNonsense_NamesTheOption(string name)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);
        foreach (OptionDescriptor option in method.Options)
        {
            string key = option.Name.Replace("*", "no-such-option", StringComparison.Ordinal);

            MethodOptionException exception = Assert.Throws<MethodOptionException>(() => method.Create(MethodContexts.Of(method, 3, $"{key}=%")));

            Assert.Contains(key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..], exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_UnknownOption_SaysWhichAreValid(string name)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);

        MethodOptionException exception = Assert.Throws<MethodOptionException>(() => method.Create(MethodContexts.Of(method, 3, "no-such-option=1")));

        Assert.StartsWith($"Method '{name}' has no option 'no-such-option'; ", exception.Message, StringComparison.Ordinal);
        Assert.All(method.Options, option => Assert.Contains(option.Name, exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_TooFewTasks_SaysHowManyAreNeeded(string name)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);
        if (method.MinimumTaskCount == 1)
        {
            double[] weights = TestStep.Random(new Random(1), 1, 3).Weigh(MethodContexts.Create(method, 1));
            WeightScaling.Apply(method.DefaultScale == WeightScale.Raw ? WeightScale.SumToOne : WeightScale.Raw, weights);
            Near.AssertEqual([1], weights, 1e-12);
            return;
        }

        MethodOptionException exception = Assert.Throws<MethodOptionException>(() => MethodContexts.Create(method, method.MinimumTaskCount - 1));

        Assert.Equal($"Method '{name}' needs at least {method.MinimumTaskCount} tasks, got {method.MinimumTaskCount - 1}.", exception.Message);
    }

    [Theory]
    [InlineData("imtlg", "Unknown method 'imtlg' (did you mean 'imtl-g'?); valid are ")]
    [InlineData("unitry", "Unknown method 'unitry' (did you mean 'unitary'?); valid are ")]
    [InlineData("zzz", "Unknown method 'zzz'; valid are ")]
    public void Find_UnknownName_SuggestsTheNearest(string name, string message) =>
        Assert.StartsWith(message, Assert.Throws<MethodOptionException>(() => MethodCatalogue.Find(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Find_OtherCase_IsFound() => Assert.Equal("imtl-g", MethodCatalogue.Find("IMTL-G").Name);

    [Fact]
    public void Create_OptionsGiven_ReachTheMethod()
    {
        MethodContext context = MethodContexts.Of(MethodCatalogue.Find("fixed"), 2, "weights=1, 3");

        double[] weights = new double[2];
        MethodCatalogue.Create("fixed", context).Weigh(new StepEvidence { Iteration = 1, Losses = [1, 1] }, weights);

        Assert.Equal([1.0, 3.0], weights);
    }

    /// <summary>A decorator wraps another weighting, which its constructor takes; it has no name of its own in the catalogue.</summary>
    private static bool IsDecorator(Type type) => type.GetConstructors()
        .Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(IWeighting)));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}

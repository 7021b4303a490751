using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class DecoratorCatalogueTests
{
    private const int Steps = 20;
    private static readonly string[] _together = ["every=2", "average=0.5", "freeze-after=14", "freeze-window=3", "equal-first=3", "clamp=0.2,1.7", "probe=4"];

    public static TheoryData<string> Decorators => ["every=3", "average=0.7", "freeze-after=9", "equal-first=4", "clamp=0.5,1.4", "probe=3", string.Join(' ', _together)];

    [Fact]
    public void All_EveryDecorator_IsThere()
    {
        Type[] created = [.. ((IEnumerable<object[]>)Decorators).Select(row => Create("fixed", (string)row[0]).GetType())];

        Assert.All(
            typeof(Decorator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Decorator))),
            type => Assert.Contains(type, created));
    }

    [Fact]
    public void Options_OfEveryMethod_LeaveTheReservedNamesAlone()
    {
        string[] reserved = [.. DecoratorCatalogue.Options.Select(option => option.Name)];

        Assert.Equal(reserved.Length, reserved.Distinct().Count());
        Assert.All(MethodCatalogue.All, method => Assert.DoesNotContain(reserved, name => method.Options.Any(option => option.Matches(name))));
    }

    [Theory]
    [MemberData(nameof(Decorators))]
    public void Restore_AtAnyStep_GoesOnAsIfUninterrupted(string options)
    {
        foreach (int stop in (int[])[0, 1, 4, 9, 13, 15])
        {
            IWeighting uninterrupted = Create("famo", options);
            Run(uninterrupted, 1, stop);
            WeightingState state = ((IStateful)uninterrupted).Capture();
            double[][] expected = Run(uninterrupted, stop + 1, Steps);
            IWeighting resumed = Create("famo", options);

            ((IStateful)resumed).Restore(state);

            Assert.Equal(expected, Run(resumed, stop + 1, Steps));
        }
    }

    [Theory]
    [MemberData(nameof(Decorators))]
    public void Restore_StateOfTheBareMethod_SaysSo(string options)
    {
        WeightingState bare = ((IStateful)Create("famo", "every=off")).Capture();

        ArgumentException exception = Assert.Throws<ArgumentException>(() => ((IStateful)Create("famo", options)).Restore(bare));

        Assert.Contains("It belongs to another method.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_AllTogether_NestsThemInTheDocumentedOrder()
    {
        List<Type> layers = [];
        for (IWeighting? layer = Create("famo", string.Join(' ', _together)); layer is not null; layer = (layer as Decorator)?.Inner)
        {
            layers.Add(layer.GetType());
        }

        Assert.Equal([typeof(Probe), typeof(Clamp), typeof(WarmUp), typeof(FreezeAfter), typeof(ExponentialAverage), typeof(Every), typeof(Famo)], layers);
    }

    [Fact]
    public void Create_EverythingOff_IsTheBareMethod() =>
        Assert.IsType<Famo>(Create("famo", "every=off average=off freeze-after=off clamp=off equal-first=off probe=off"));

    [Fact]
    public void Create_ExplorerDecorated_ExploresInsideAutoScale()
    {
        IWeighting weighting = Create("autoscale", "explorer.every=5 explorer.equal-first=1");
        TestStep step = TestStep.Random(new Random(1), 3, 6);
        double[] later = TestStep.Random(new Random(2), 3, 6).Weigh(new ImtlG());

        Assert.Equal([1.0, 1.0, 1.0], step.Weigh(weighting));
        Assert.Equal(later, TestStep.Random(new Random(2), 3, 6).Weigh(weighting, 2));
        Assert.Equal(later, step.Weigh(weighting, 3));
    }

    [Theory]
    [InlineData("every=0", "Option 'every' of method 'famo' is '0': expected off or a whole number of at least 1.")]
    [InlineData("average=1", "Option 'average' of method 'famo' is '1': expected off or a number of at least 0 and below 1.")]
    [InlineData("freeze-after=x", "Option 'freeze-after' of method 'famo' is 'x': expected off or a whole number of at least 1.")]
    [InlineData("freeze-after=9 freeze-decay=2", "Option 'freeze-decay' of method 'famo' is '2': expected a number from 0 to 1.")]
    [InlineData("freeze-window=9", "Option 'freeze-window' counts only with 'freeze-after', which is off: give both, or neither.")]
    [InlineData("clamp=2,3", "Option 'clamp' of method 'famo' is '2,3': expected off or two numbers, one from 0 to 1 and one of at least 1.")]
    [InlineData("clamp=0.1,1,3", "Option 'clamp' of method 'famo' has 3 numbers: expected 2, or one for all.")]
    [InlineData("equal-first=-1", "Option 'equal-first' of method 'famo' is '-1': expected off or a whole number of at least 0.")]
    [InlineData("probe=0", "Option 'probe' of method 'famo' is '0': expected off or a whole number of at least 1.")]
    [InlineData("evry=2", "Method 'famo' has no option 'evry' (did you mean 'every'?); valid are learning-rate, ")]
    public void Create_BadValue_SaysWhatIsValid(string options, string message) =>
        Assert.StartsWith(message, Assert.Throws<MethodOptionException>(() => Create("famo", options)).Message, StringComparison.Ordinal);

    private static IWeighting Create(string name, string options)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);
        return method.Create(MethodContexts.Of(method, 3, options.Split(' ')));
    }

    private static double[][] Run(IWeighting weighting, int from, int to) =>
        [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(iteration => TestStep.Random(new Random(iteration), 3, 12).Weigh(weighting, iteration))];
}

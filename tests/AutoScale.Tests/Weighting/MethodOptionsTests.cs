using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

public class MethodOptionsTests
{
    private static readonly OptionDescriptor[] _options =
    [
        new("rate", "0.5", "A rate.", "a number above 0"),
        new("window", "50", "A window.", "a whole number of at least 1"),
        new("bounds", "0", "Bounds.", "numbers of at least 0"),
        new("policy", "skip-task", "A policy.", "skip-task or last-good"),
        new("name", null, "A name.", "a name"),
        new("inner.*", "", "An option of the inner method.", "the inner method's options"),
    ];

    [Fact]
    public void Read_Defaults_ComeFromTheDescriptors() => Read(options =>
    {
        Assert.Equal(0.5, options.Number("rate"));
        Assert.Equal(50, options.WholeNumber("window"));
        Assert.Equal([0.0, 0.0, 0.0], options.Numbers("bounds", 3));
        Assert.Equal(DegeneratePolicy.SkipTask, options.Choice<DegeneratePolicy>("policy"));
    });

    [Fact]
    public void Read_GivenValues_ReplaceTheDefaults() => Read(
        options =>
        {
            Assert.Equal(1e-3, options.Number("rate"));
            Assert.Equal(7, options.WholeNumber("window"));
            Assert.Equal([1.0, 2.5, 3.0], options.Numbers("bounds", 3));
            Assert.Equal(DegeneratePolicy.LastGood, options.Choice("policy", DegeneratePolicy.SkipTask, DegeneratePolicy.LastGood));
            Assert.Equal("x", options.Text("name"));
            Assert.Equal(["alpha"], options.Under("inner.").Values.Keys);
        },
        "rate=1e-3",
        "window=7",
        "bounds=1, 2.5,3",
        "policy=LastGood",
        "name = x",
        "inner.alpha=2");

    [Theory]
    [InlineData("rate=0", "Option 'rate' of method 'test' is '0': expected a number above 0.")]
    [InlineData("rate=0,5", "Option 'rate' of method 'test' is '0,5': expected a number above 0.")]
    [InlineData("rate=NaN", "Option 'rate' of method 'test' is 'NaN': expected a number above 0.")]
    [InlineData("rate=1e999", "Option 'rate' of method 'test' is '1e999': expected a number above 0.")]
    [InlineData("window=2.5", "Option 'window' of method 'test' is '2.5': expected a whole number of at least 1.")]
    [InlineData("bounds=1,2", "Option 'bounds' of method 'test' has 2 numbers: expected 3, or one for all.")]
    [InlineData("bounds=1,,2", "Option 'bounds' of method 'test' is '1,,2': expected numbers of at least 0.")]
    [InlineData("bounds=-1", "Option 'bounds' of method 'test' is '-1': expected numbers of at least 0.")]
    [InlineData("policy=skip-tasks", "Option 'policy' of method 'test' is 'skip-tasks' (did you mean 'skip-task'?): expected skip-task or last-good.")]
    [InlineData("policy=throw", "Option 'policy' of method 'test' is 'throw': expected skip-task or last-good.")]
    [InlineData("polcy=throw", "Method 'test' has no option 'polcy' (did you mean 'policy'?); valid are rate, window, bounds, policy, name, inner.*, "
        + "every, average, freeze-after, freeze-window, freeze-decay, equal-first, clamp, probe.")]
    [InlineData("rate=1", "Method 'test' needs the option 'name': A name. Expected a name.")]
    public void Create_BadOption_SaysWhatIsValid(string assignment, string message)
    {
        MethodOptionException exception = Assert.Throws<MethodOptionException>(() => Read(ReadAll, assignment));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("rate", "Option 'rate' is not of the form name=value.")]
    [InlineData("=3", "Option '=3' is not of the form name=value.")]
    public void Parse_NotAnAssignment_SaysTheForm(string assignment, string message) =>
        Assert.Equal(message, Assert.Throws<MethodOptionException>(() => MethodOptions.Parse([assignment])).Message);

    [Fact]
    public void Parse_TheSameNameTwice_SaysWhich() =>
        Assert.Equal("Option 'a' is given twice.", Assert.Throws<MethodOptionException>(() => MethodOptions.Parse(["a=1", "a=2"])).Message);

    [Fact]
    public void Number_NotDescribed_IsAnErrorOfTheMethod() =>
        Assert.Throws<InvalidOperationException>(() => Read(options => options.Number("undescribed")));

    private static void ReadAll(MethodOptions options)
    {
        options.Number("rate", value => value > 0);
        options.WholeNumber("window", value => value >= 1);
        options.Numbers("bounds", 3, values => Array.TrueForAll(values, value => value >= 0));
        options.Choice("policy", DegeneratePolicy.SkipTask, DegeneratePolicy.LastGood);
        options.Text("name");
    }

    private static void Read(Action<MethodOptions> read, params string[] assignments)
    {
        MethodDescriptor method = new()
        {
            Name = "test",
            Title = "Test",
            Summary = "Test.",
            Needs = Evidence.Losses,
            Cost = "none",
            Source = "none",
            HeadGradientNote = "none",
            Options = _options,
            Factory = context =>
            {
                read(context.Options);
                return new Unitary();
            },
        };
        method.Create(new MethodContext(["a", "b", "c"], 10) { Options = MethodOptions.Parse(assignments) });
    }
}

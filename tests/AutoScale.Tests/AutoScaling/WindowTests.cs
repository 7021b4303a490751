using AutoScale.AutoScaling;
using AutoScale.Gradients;

namespace AutoScale.Tests.AutoScaling;

public sealed class WindowTests
{
    [Fact]
    public void Constructor_GramiansRecorded_KnowsNormsAndLosses()
    {
        IterationEvidence[] iterations =
        [
            new(7, [0.5, 2], gramian: new Gramian([4, 1, 1, 9])),
            new(9, [0.4, 1], gramian: new Gramian([1, 0, 0, 16])),
        ];

        Window window = new(new WindowSpan(6, 10), iterations);

        Assert.Equal((2, 2, 7.5), (window.Count, window.TaskCount, window.Span.MidPoint));
        Assert.Equal([0.5, 2, 0.4, 1], window.RequireLosses("test"));
        Assert.Equal([2, 3, 1, 4], window.RequireGradientNorms("test"));
        Assert.Equal(2, window.RequireGramians("test").Count);
    }

    [Fact]
    public void Constructor_OneIterationWithoutGramian_LacksThem()
    {
        Window window = new(new WindowSpan(1, 2), [new(1, [1, 2], [3, 4]), new(2, [1, 2], gramian: new Gramian([1, 0, 0, 1]))]);

        Assert.Equal([3, 4, 1, 1], window.RequireGradientNorms("test"));
        Assert.Contains(
            "test needs Gramians, but some iteration from 1 to 2",
            Assert.Throws<InvalidOperationException>(() => window.RequireGramians("test")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoIterations_Throws() => Assert.Throws<ArgumentException>(() => new Window(new WindowSpan(1, 5), []));

    [Fact]
    public void Constructor_TaskCountChanges_NamesTheIteration() => Assert.Contains(
        "Iteration 2 has 3 tasks, those before it have 2",
        Assert.Throws<ArgumentException>(() => new Window(new WindowSpan(1, 2), [new(1, [1, 2]), new(2, [1, 2, 3])])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    public void OfGradientNorms_BadNorm_NamesRowAndTask(double norm) => Assert.Contains(
        "Row 1 of the window is " + norm.ToString(System.Globalization.CultureInfo.InvariantCulture) + " for task 0",
        Assert.Throws<ArgumentException>(() => Window.OfGradientNorms(2, [1, 2, norm, 4])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void OfLosses_BrokenRow_Throws() => Assert.Throws<ArgumentException>(() => Window.OfLosses(2, [1, 2, 3]));

    [Theory]
    [InlineData(double.NaN, 1.0, "The loss of task 0 is NaN at iteration 12")]
    [InlineData(1.0, double.NegativeInfinity, "The loss of task 1 is -Infinity at iteration 12")]
    public void IterationEvidence_BadLoss_NamesTaskAndIteration(double first, double second, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentException>(() => new IterationEvidence(12, [first, second])).Message, StringComparison.Ordinal);

    [Fact]
    public void IterationEvidence_BadNorm_NamesTaskAndIteration() => Assert.StartsWith(
        "The gradient norm of task 1 is NaN at iteration 3: expected a finite number of at least 0.",
        Assert.Throws<ArgumentException>(() => new IterationEvidence(3, [1, 1], [1, double.NaN])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void UpTo_LowerLevel_DropsWhatIsAbove()
    {
        IterationEvidence full = new(1, [1, 2], gramian: new Gramian([4, 0, 0, 9]));

        Assert.Same(full, full.UpTo(Evidence.Gramian));
        Assert.Equal((Evidence.GradientNorms, 3.0), (full.UpTo(Evidence.GradientNorms).Level, full.UpTo(Evidence.GradientNorms).GradientNorms[1]));
        Assert.Equal(Evidence.Losses, full.UpTo(Evidence.Losses).Level);
    }
}

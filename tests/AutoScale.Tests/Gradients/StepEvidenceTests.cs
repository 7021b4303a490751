using AutoScale.Gradients;

namespace AutoScale.Tests.Gradients;

public class StepEvidenceTests
{
    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Losses_NotFinite_NamesTheTask(double value, string text)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Make([1, value, 2], [1, 1, 1]));

        Assert.Equal($"The loss of task 2 of 3 is {text}: expected a finite number. Leave the step out, or lower the learning rate.", error.Message);
    }

    [Fact]
    public void GradientNorms_NotFinite_NamesTheTask()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Make([1, 1], [double.PositiveInfinity, 1]));

        Assert.Equal("The gradient norm of task 1 of 2 is Infinity: expected a finite number. Leave the step out, or lower the learning rate.", error.Message);
    }

    private static int Make(double[] losses, double[] norms) => new StepEvidence { Iteration = 1, Losses = losses, GradientNorms = norms }.TaskCount;
}

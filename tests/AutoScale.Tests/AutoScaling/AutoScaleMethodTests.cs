using AutoScale.AutoScaling;
using AutoScale.Tests.Weighting;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling;

public class AutoScaleMethodTests
{
    [Fact]
    public void Create_WithoutOptions_HasThePapersDefaults()
    {
        AutoScaleWeighting weighting = Create();

        Assert.Equal((0.2, 50, 0.5), (weighting.Options.Alpha, weighting.Options.Tau, weighting.Options.Gamma));
        Assert.Equal(("equal-gradient-magnitude", "linear"), (weighting.Options.Cost.Name, weighting.Options.Predictor.Name));
        Assert.Equal((3, MethodContexts.TotalIterations), (weighting.Options.TaskCount, weighting.Options.TotalIterations));
    }

    [Fact]
    public void Create_EveryOptionGiven_ReachesAutoScale()
    {
        AutoScaleWeighting weighting = Create(
            "alpha=0.4", "tau=5", "gamma=0.75", "cost=equal-loss", "predictor=Average", "floor=0.01", "probe-every=2", "explorer=famo");

        Assert.Equal((0.4, 5, 0.75, 0.01, 2), (
            weighting.Options.Alpha, weighting.Options.Tau, weighting.Options.Gamma, weighting.Options.Floor, weighting.Options.ProbeEvery));
        Assert.Equal(("equal-loss", "average"), (weighting.Options.Cost.Name, weighting.Options.Predictor.Name));
        Assert.Equal(["task-1", "task-2", "task-3"], weighting.Options.TaskNames!);
    }

    [Fact]
    public void Create_ExplorerWithOptions_ExploresWithThem()
    {
        AutoScaleWeighting weighting = Create("explorer=fixed", "explorer.weights=1,2,5");

        Assert.Equal([1.0, 2.0, 5.0], TestStep.Random(new Random(1), 3, 5).Weigh(weighting));
    }

    [Fact]
    public void Weigh_ExplorerWithoutAPositiveSum_ExploresWithEqualWeightsAndSaysSo()
    {
        // Opposite gradients: ConFIG has no direction, and weights of 0 cannot be brought to the sum K.
        IWeighting weighting = AutoScaleMethod.Descriptor.Create(MethodContexts.Of(AutoScaleMethod.Descriptor, 2, "explorer=config"));

        double[] weights = new TestStep([[1, 2], [-1, -2]], [1, 2]).Weigh(weighting, out Certificate certificate);

        Assert.Equal([1.0, 1.0], weights);
        Assert.True((certificate.Guards & Guards.Stationary) != 0);
    }

    [Theory]
    [InlineData("alpha=1", "Option 'alpha' of method 'autoscale' is '1': expected a number above 0 and below 1.")]
    [InlineData("tau=0", "Option 'tau' of method 'autoscale' is '0': expected a whole number of at least 1.")]
    [InlineData("probe-every=51", "Option 'probe-every' of method 'autoscale' is '51': expected a whole number from 1 to tau.")]
    [InlineData("alfa=0.2", "Method 'autoscale' has no option 'alfa' (did you mean 'alpha'?); valid are alpha, tau, ")]
    [InlineData("cost=equal-losses", "Option 'cost' of method 'autoscale' is 'equal-losses' (did you mean 'equal-loss'?): expected equal-gradient-magnitude, ")]
    [InlineData("explorer=autoscale", "Option 'explorer' of method 'autoscale' is 'autoscale': expected the name of another method.")]
    [InlineData("explorer=imtlg", "Option 'explorer' of method 'autoscale' is 'imtlg' (did you mean 'imtl-g'?): expected the name of another method.")]
    [InlineData("explorer.negative-weight=keep", "Method 'imtl-g' has no option 'negative-weight' (did you mean 'negative-weights'?); valid are ")]
    public void Create_BadOption_SaysWhatIsValid(string assignment, string message) =>
        Assert.StartsWith(message, Assert.Throws<MethodOptionException>(() => Create(assignment)).Message, StringComparison.Ordinal);

    private static AutoScaleWeighting Create(params string[] assignments) =>
        (AutoScaleWeighting)AutoScaleMethod.Descriptor.Create(MethodContexts.Of(AutoScaleMethod.Descriptor, 3, assignments));
}

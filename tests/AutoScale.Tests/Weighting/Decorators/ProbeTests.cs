using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Tests.Weighting.Decorators;

public class ProbeTests
{
    [Fact]
    public void Needs_EveryThird_AreTheGramianOnStepsOneFourAndSeven()
    {
        Probe probe = new(new FixedWeights([1, 2]), 3);
        List<int> probed = [];

        for (int iteration = 1; iteration <= 8; iteration++)
        {
            if (probe.Needs == Evidence.Gramian)
            {
                probed.Add(iteration);
            }

            Assert.Equal([1.0, 2.0], Scripted.Step(probe, iteration));
        }

        Assert.Equal([1, 4, 7], probed);
    }

    [Fact]
    public void Needs_InnerNeedsTheGramian_AreTheGramianAlways()
    {
        Scripted inner = new([1, 2], [3, 4]);

        double[][] weights = Scripted.Run(new Probe(inner, 3), 4);

        Assert.Equal([1, 2, 3, 4], inner.Asked);
        Assert.Equal([[1, 2], [3, 4], [1, 2], [3, 4]], weights);
    }

    [Theory]
    [InlineData(Evidence.Losses, false, false)]
    [InlineData(Evidence.GradientNorms, true, false)]
    [InlineData(Evidence.Gramian, true, true)]
    public void Weigh_ProbedStep_ShowsTheInnerWhatItNeeds(Evidence needs, bool seesNorms, bool seesGramian)
    {
        Seeing inner = new(needs);

        new Probe(inner, 1).Weigh(new StepEvidence { Iteration = 1, Losses = [1, 2], GradientNorms = [1, 1], Gramian = new Gramian([1, 0, 0, 1]) }, new double[2]);

        Assert.Equal((seesNorms, seesGramian), (inner.SawNorms, inner.SawGramian));
    }

    [Fact]
    public void Weigh_InnerLooksAndHasPhases_PassesThemOn()
    {
        Scripted inner = new([1, 2]);
        Probe probe = new(new Every(inner, 2), 1);

        Scripted.Run(probe, 3);

        Assert.Equal((2, "phase-3"), (inner.Looks, probe.PhaseAt(3)));
    }

    [Fact]
    public void Restore_BetweenProbes_ProbesWhereItWouldHave()
    {
        Probe probe = new(new Unitary(), 3);
        Scripted.Run(probe, 2);
        Probe resumed = new(new Unitary(), 3);

        resumed.Restore(probe.Capture());

        Assert.Equal(Evidence.Losses, resumed.Needs);
        Scripted.Step(resumed, 3);
        Assert.Equal(Evidence.Gramian, resumed.Needs);
    }

    [Fact]
    public void Constructor_IntervalOfZero_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Probe(new Unitary(), 0));

    private sealed class Seeing(Evidence needs) : IWeighting
    {
        public Evidence Needs => needs;

        public bool SawNorms { get; private set; }

        public bool SawGramian { get; private set; }

        public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
        {
            (SawNorms, SawGramian) = (evidence.GradientNorms.Length > 0, evidence.Gramian is not null);
            return Certificate.Exact;
        }
    }
}

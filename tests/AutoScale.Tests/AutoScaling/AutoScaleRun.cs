using AutoScale.AutoScaling;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.AutoScaling;

/// <summary>A make-believe training: the gradients of every iteration are fixed by a seed, whatever the weights are.</summary>
internal sealed class AutoScaleRun
{
    private readonly TestStep[] _steps;

    public AutoScaleRun(int taskCount, int iterations, int seed = 1)
    {
        Random random = new(seed);
        _steps = [.. Enumerable.Range(0, iterations).Select(_ => TestStep.Random(random, taskCount, 3 * taskCount)
            .Scaled([.. Enumerable.Range(0, taskCount).Select(task => Math.Pow(3, task))]))];
    }

    public List<double[]> Weights { get; } = [];

    public List<Certificate> Certificates { get; } = [];

    public List<Evidence> Needs { get; } = [];

    public List<int> Looks { get; } = [];

    /// <summary>What the weighting was handed, which is what its trace holds.</summary>
    public List<IterationEvidence> Seen { get; } = [];

    /// <summary>Everything a trace of the run would hold.</summary>
    public IReadOnlyList<IterationEvidence> Trace(int interval = 1) =>
        [.. _steps.Select((step, at) => at % interval == 0
            ? new IterationEvidence(at + 1, step.Losses, gramian: step.Gramian)
            : new IterationEvidence(at + 1, step.Losses))];

    /// <summary>Weighs iterations first to last, handing over no more than was asked for, and looks again where the weighting wants to.</summary>
    public AutoScaleRun Run(IWeighting weighting, int first, int last)
    {
        for (int iteration = first; iteration <= last; iteration++)
        {
            Step(weighting, iteration);
        }

        return this;
    }

    private void Step(IWeighting weighting, int iteration)
    {
        TestStep step = _steps[iteration - 1];
        Evidence needs = weighting.Needs;
        StepEvidence all = step.Evidence(iteration);
        double[] weights = new double[step.TaskCount];
        StepEvidence asked = new()
        {
            Iteration = iteration,
            Losses = all.Losses,
            GradientNorms = needs >= Evidence.GradientNorms ? all.GradientNorms : default,
            Gramian = needs >= Evidence.Gramian ? all.Gramian : null,
        };
        Certificate certificate = weighting.Weigh(asked, weights);
        Seen.Add(IterationEvidence.Of(asked));
        Needs.Add(needs);
        Weights.Add(weights);
        Certificates.Add(certificate);
        if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
        {
            observer.Observe(step.LossesAfter);
            Looks.Add(iteration);
        }
    }
}

using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting.Decorators;

/// <summary>A weighting that gives prescribed weights, one row after the other, needs the Gramian, wants every look, and notes what reaches it.</summary>
internal sealed class Scripted(params double[][] rows) : IWeighting, IStateful, IObservesUpdate, IObservesValidation, IPhased, IWarns
{
    private int _next;

    public List<int> Asked { get; } = [];

    public int Looks { get; private set; }

    public int Validations { get; private set; }

    public Evidence Needs => Evidence.Gramian;

    public bool WantsLossesAfterUpdate => true;

    public IReadOnlyList<string> Warnings => ["Scripted warns."];

    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        evidence.RequireGramian(nameof(Scripted));
        Asked.Add(evidence.Iteration);
        rows[_next++ % rows.Length].CopyTo(weights);
        return new Certificate(0.25, 3, Guards.Singular);
    }

    public void Observe(ReadOnlySpan<double> lossesAfterUpdate) => Looks++;

    public void Observe(ReadOnlySpan<TaskScore> scores) => Validations++;

    public string PhaseAt(int iteration) => $"phase-{iteration}";

    public WeightingState Capture() => new WeightingState().With("next", [_next]);

    public void Restore(WeightingState state) => _next = (int)state.Read("next", 1)[0];

    /// <summary>Weighs iterations 1 to <paramref name="steps"/> with exactly the evidence that is asked for.</summary>
    public static double[][] Run(IWeighting weighting, int steps) => [.. Enumerable.Range(1, steps).Select(iteration => Step(weighting, iteration))];

    /// <summary>Weighs one step of two tasks with exactly the evidence that is asked for, and gives the look that is wanted.</summary>
    public static double[] Step(IWeighting weighting, int iteration) => Step(weighting, iteration, out _);

    public static double[] Step(IWeighting weighting, int iteration, out Certificate certificate)
    {
        double[] weights = new double[2];
        StepEvidence evidence = new() { Iteration = iteration, Losses = [1, 2], Gramian = weighting.Needs == Evidence.Gramian ? new Gramian([1, 0, 0, 1]) : null };
        certificate = weighting.Weigh(evidence, weights);
        if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
        {
            observer.Observe([1, 2]);
        }

        return weights;
    }
}

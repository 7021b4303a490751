using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Conformance.Tests;

/// <summary>Writes the weights of a step; n counts the steps of the instance from 1.</summary>
internal delegate void Weights(in StepEvidence evidence, Span<double> weights, int n);

/// <summary>A method that does one thing wrong.</summary>
internal sealed class FaultyWeighting(Weights weigh) : IWeighting, IStateful, IObservesUpdate
{
    private int _steps;

    public Evidence Needs { get; init; } = Evidence.Gramian;

    public Certificate Certificate { get; init; } = Certificate.Exact;

    public bool TakesAnyState { get; init; }

    public bool ForgetsToCapture { get; init; }

    public bool BreaksOnALook { get; init; }

    public bool WantsLossesAfterUpdate => BreaksOnALook;

    private double Look { get; set; } = 1;

    /// <summary>A descriptor of a method that claims everything there is and forgets it.</summary>
    public static MethodDescriptor Describe(Func<MethodContext, IWeighting> create, bool isStateful = true, bool isRandom = false, WeightScale scale = WeightScale.Raw) => new()
    {
        Name = "faulty",
        Title = "Faulty",
        Summary = "Does one thing wrong.",
        Needs = Evidence.Gramian,
        IsStateful = isStateful,
        IsRandom = isRandom,
        DefaultScale = scale,
        HomogeneityDegree = 1,
        Claims = (MethodClaims)(-1),
        Cost = "none",
        Source = "none",
        HeadGradientNote = "none",
        Factory = create,
    };

    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        weigh(evidence, weights, ++_steps);
        weights[0] *= Look;
        return Certificate;
    }

    public void Observe(ReadOnlySpan<double> lossesAfterUpdate) => Look = lossesAfterUpdate[0];

    public WeightingState Capture() => new WeightingState().With("steps", [ForgetsToCapture ? 0 : _steps]);

    public void Restore(WeightingState state) => _steps = TakesAnyState ? 0 : (int)state.Read("steps", 1)[0];
}
